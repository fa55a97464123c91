/** TLS on a connection: with the session's secrets, what is said within it; without them, to whom it was said. */
import { type Connection, type Conversation, deaf, type Ending, type Side } from '../conversation.ts';
import { readClientHello, readServerHello, type ServerHello } from './hello.ts';
import type { SessionSecrets } from './key-log.ts';
import { RecordReader } from './record-reader.ts';
import { expandLabel, keysOfMaster, keysOfTraffic, type RecordKeys, type Suite, suites } from './schedule.ts';

const handshakeBytesMax = 131_072;
const types = { changeCipher: 20, handshake: 22, data: 23 } as const;

/** What is known of one direction. */
interface Direction {
  readonly reader: RecordReader;
  /** Bytes of handshake messages that are not whole. */
  handshake: Buffer;
  keys: RecordKeys | null;
  /** Traffic secrets that may come next, in TLS 1.3. */
  candidates: Buffer[];
  /** The secret in use, from which the next is made (RFC 8446, section 7.2). */
  secret: Buffer | null;
  /** In TLS 1.2 records are sealed from here on. */
  isSealed: boolean;
}

/** Listens to one connection. */
export class Tls implements Conversation {
  readonly #connection: Connection;
  readonly #client: Side;
  readonly #directions: readonly [Direction, Direction];
  #inner: Conversation = deaf;
  #serverName = '';
  #clientRandom: Buffer | null = null;
  #suite: Suite | null = null;
  #isTls13 = false;
  #masterKeys: readonly [RecordKeys, RecordKeys] | null = null;
  #isRead = true;

  constructor(connection: Connection, client: Side) {
    this.#connection = connection;
    this.#client = client;
    this.#directions = [this.#direction(0), this.#direction(1)];
    const within: Connection = {
      listening: connection.listening,
      address: (side) => connection.address(side),
      isFromStart: true,
      scheme: 'https',
      become: (next) => {
        this.#inner = next;
      },
    };
    this.#inner = connection.listening.begin(within);
  }

  /** The handshake came before the capture. */
  loseTrack(): void {
    this.#giveUp('tls-unread');
  }

  data(side: Side, bytes: Buffer, start: number, end: number, atUs: number): void {
    if (this.#isRead) this.#directions[side].reader.data(bytes, start, end, atUs);
  }

  gap(side: Side, bytes: number, atUs: number): void {
    if (this.#isRead) this.#directions[side].reader.gap(bytes, atUs);
  }

  finish(side: Side, atUs: number): void {
    this.#inner.finish(side, atUs);
  }

  end(how: Ending, atUs: number): void {
    this.#inner.end(how, atUs);
  }

  #giveUp(code: 'tls-unread' | 'tls-damaged'): void {
    if (!this.#isRead) return;
    this.#isRead = false;
    this.#connection.listening.tally.add(code, this.#serverName);
  }

  #direction(side: Side): Direction {
    return {
      reader: new RecordReader({
        record: (type, header, content, atUs) => this.#record(side, type, header, content, atUs),
        damaged: (type, bytes, atUs) => {
          const { keys } = this.#directions[side];
          if (keys === null || (type !== types.data && this.#isTls13)) {
            this.#giveUp('tls-unread');
            return;
          }
          keys.skip();
          if (type === types.data) this.#inner.gap(side, Math.max(0, bytes - keys.overheadBytes), atUs);
        },
        lost: () => this.#giveUp(this.#directions[side].keys === null ? 'tls-unread' : 'tls-damaged'),
      }),
      handshake: Buffer.alloc(0),
      keys: null,
      candidates: [],
      secret: null,
      isSealed: false,
    };
  }

  #record(side: Side, type: number, header: Buffer, content: Buffer, atUs: number): void {
    if (!this.#isRead) return;
    const direction = this.#directions[side];
    if (this.#isTls13) {
      if (type === types.data) this.#opened13(side, direction, header, content, atUs);
      else if (type === types.handshake) this.#handshake(side, direction, content);
      return;
    }
    if (type === types.changeCipher) {
      direction.isSealed = true;
      direction.keys = this.#masterKeys?.[side === this.#client ? 0 : 1] ?? null;
      if (direction.keys === null && this.#suite !== null) this.#giveUp('tls-unread');
      return;
    }
    // Early data of TLS 1.3 may come before the server has said a word.
    if (!direction.isSealed) {
      if (type === types.handshake) this.#handshake(side, direction, content);
      else if (type === types.data) this.#opened13(side, direction, header, content, atUs);
      return;
    }
    if (direction.keys === null) {
      // The client changes its cipher for show in TLS 1.3, before the server is known to speak it.
      if (this.#suite !== null) this.#giveUp('tls-unread');
      else if (type === types.data) this.#opened13(side, direction, header, content, atUs);
      return;
    }
    const plain = direction.keys.open(header, content);
    if (plain === null) this.#giveUp('tls-damaged');
    else if (type === types.data) this.#inner.data(side, plain, 0, plain.length, atUs);
  }

  /** A record of TLS 1.3: with the keys in use, or else with those that may come next. */
  #opened13(side: Side, direction: Direction, header: Buffer, content: Buffer, atUs: number): void {
    let plain = direction.keys?.open(header, content) ?? null;
    const suite = this.#suite;
    if (plain === null && suite !== null) {
      for (const secret of direction.candidates) {
        const keys = keysOfTraffic(suite, secret);
        plain = keys.open(header, content);
        if (plain === null) continue;
        direction.keys = keys;
        direction.secret = secret;
        direction.candidates = direction.candidates.filter((one) => one !== secret);
        break;
      }
    }
    if (plain === null) {
      // Before the first that opens there may be records of the handshake, whose keys nobody has logged.
      if (direction.keys !== null && direction.candidates.length === 0) this.#giveUp('tls-damaged');
      return;
    }
    let end = plain.length - 1;
    while (end >= 0 && plain[end] === 0) end -= 1;
    const type = plain[end];
    if (type === types.data && end > 0) this.#inner.data(side, plain, 0, end, atUs);
    // KeyUpdate (RFC 8446, section 4.6.3).
    else if (type === types.handshake && plain[0] === 24 && suite !== null && direction.secret !== null) {
      direction.secret = expandLabel(
        suite.hash,
        direction.secret,
        'traffic upd',
        suite.hash === 'sha256' ? 32 : 48,
      );
      direction.keys = keysOfTraffic(suite, direction.secret);
    }
  }

  #handshake(side: Side, direction: Direction, content: Buffer): void {
    if (direction.handshake.length + content.length > handshakeBytesMax) {
      this.#giveUp('tls-damaged');
      return;
    }
    let bytes = Buffer.concat([direction.handshake, content]);
    while (bytes.length >= 4) {
      const length = bytes.readUIntBE(1, 3);
      if (bytes.length < 4 + length) break;
      const body = bytes.subarray(4, 4 + length);
      if (bytes[0] === 1 && side === this.#client) this.#clientHello(body);
      else if (bytes[0] === 2 && side !== this.#client) this.#serverHello(readServerHello(body));
      bytes = bytes.subarray(4 + length);
    }
    direction.handshake = Buffer.from(bytes);
  }

  #clientHello(body: Buffer): void {
    const hello = readClientHello(body);
    if (hello === null) return;
    this.#clientRandom = Buffer.from(hello.random);
    this.#serverName = hello.serverName;
  }

  #serverHello(hello: ServerHello | null): void {
    if (hello === null || hello.isRetry) return;
    const random = this.#clientRandom;
    const suite = suites.get(hello.suite) ?? null;
    const secrets = random === null ? null : this.#connection.listening.keys.of(random.toString('hex'));
    if (random === null || secrets === null || suite === null) {
      this.#giveUp('tls-unread');
      return;
    }
    this.#suite = suite;
    this.#isTls13 = hello.isTls13;
    if (hello.isTls13) this.#traffic(secrets);
    else if (secrets.CLIENT_RANDOM !== undefined)
      this.#masterKeys = keysOfMaster(
        suite,
        secrets.CLIENT_RANDOM,
        random,
        hello.random,
        hello.isEncryptThenMac,
      );
    else this.#giveUp('tls-unread');
  }

  #traffic(secrets: SessionSecrets): void {
    const server: Side = this.#client === 0 ? 1 : 0;
    const named = (names: readonly (keyof SessionSecrets)[]): Buffer[] =>
      names.flatMap((name) => secrets[name] ?? []);
    this.#directions[this.#client].candidates = named([
      'CLIENT_EARLY_TRAFFIC_SECRET',
      'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
      'CLIENT_TRAFFIC_SECRET_0',
    ]);
    this.#directions[server].candidates = named([
      'SERVER_HANDSHAKE_TRAFFIC_SECRET',
      'SERVER_TRAFFIC_SECRET_0',
    ]);
  }
}
