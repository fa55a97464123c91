/** Writes captures for tests and measurements: connections of TCP over IPv4 or IPv6, in classic files or files of blocks. */

/** A packet: link layer and all. */
export interface Packet {
  readonly atUs: number;
  readonly bytes: Buffer;
  /** When more was on the wire than was captured. */
  readonly wireBytes?: number;
}

/** Sides of a connection. */
export interface Ends {
  readonly client: string;
  readonly clientPort: number;
  readonly server: string;
  readonly serverPort: number;
}

const defaultEnds: Ends = { client: '10.0.0.7', clientPort: 40_000, server: '10.0.0.9', serverPort: 80 };

export const flags = { fin: 1, syn: 2, reset: 4, push: 8, ack: 16 } as const;

const addressBytes = (address: string): Buffer => {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  const [before = '', after = ''] = address.split('::');
  const groups = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [head, tail] = [groups(before), groups(after)];
  const all = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]));
};

/** A frame of Ethernet around a segment. */
export function frameOf(
  from: { readonly address: string; readonly port: number },
  to: { readonly address: string; readonly port: number },
  sequence: number,
  acknowledged: number,
  flag: number,
  payload: Uint8Array,
  ethernet: Buffer = Buffer.alloc(12),
): Buffer {
  const isV6 = from.address.includes(':');
  const tcp = Buffer.alloc(20);
  tcp.writeUInt16BE(from.port, 0);
  tcp.writeUInt16BE(to.port, 2);
  tcp.writeUInt32BE(sequence >>> 0, 4);
  tcp.writeUInt32BE(acknowledged >>> 0, 8);
  tcp[12] = 0x50;
  tcp[13] = flag;
  tcp.writeUInt16BE(65_535, 14);
  const ip = Buffer.alloc(isV6 ? 40 : 20);
  if (isV6) {
    ip[0] = 0x60;
    ip.writeUInt16BE(20 + payload.length, 4);
    ip[6] = 6;
    ip[7] = 64;
    addressBytes(from.address).copy(ip, 8);
    addressBytes(to.address).copy(ip, 24);
  } else {
    ip[0] = 0x45;
    ip.writeUInt16BE(40 + payload.length, 2);
    ip[8] = 64;
    ip[9] = 6;
    addressBytes(from.address).copy(ip, 12);
    addressBytes(to.address).copy(ip, 16);
  }
  return Buffer.concat([ethernet, Buffer.from(isV6 ? [0x86, 0xdd] : [0x08, 0x00]), ip, tcp, payload]);
}

/** Plays a connection and keeps its packets. */
export class Talk {
  readonly packets: Packet[] = [];
  readonly #ends: Ends;
  readonly #segmentBytes: number;
  #client = 1000;
  #server = 0xffff_ff00;
  #atUs: number;

  constructor(ends: Partial<Ends> = {}, segmentBytes = 1460, atUs = 1_700_000_000_000_000) {
    this.#ends = { ...defaultEnds, ...ends };
    this.#segmentBytes = segmentBytes;
    this.#atUs = atUs;
  }

  open(): this {
    this.#send(true, flags.syn, new Uint8Array(0));
    this.#client += 1;
    this.#send(false, flags.syn | flags.ack, new Uint8Array(0));
    this.#server += 1;
    return this;
  }

  ask(bytes: Uint8Array | string): this {
    return this.#say(true, bytes);
  }

  answer(bytes: Uint8Array | string): this {
    return this.#say(false, bytes);
  }

  close(): this {
    this.#send(true, flags.fin | flags.ack, new Uint8Array(0));
    this.#client += 1;
    this.#send(false, flags.fin | flags.ack, new Uint8Array(0));
    this.#server += 1;
    return this;
  }

  reset(): this {
    this.#send(true, flags.reset | flags.ack, new Uint8Array(0));
    return this;
  }

  /** Time passes. */
  wait(us: number): this {
    this.#atUs += us;
    return this;
  }

  #say(isClient: boolean, bytes: Uint8Array | string): this {
    const all = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    for (let at = 0; at < all.length; at += this.#segmentBytes) {
      const part = all.subarray(at, at + this.#segmentBytes);
      this.#send(isClient, flags.push | flags.ack, part);
      if (isClient) this.#client += part.length;
      else this.#server += part.length;
    }
    return this;
  }

  #send(isClient: boolean, flag: number, payload: Uint8Array): void {
    const client = { address: this.#ends.client, port: this.#ends.clientPort };
    const server = { address: this.#ends.server, port: this.#ends.serverPort };
    this.#atUs += 100;
    this.packets.push({
      atUs: this.#atUs,
      bytes: isClient
        ? frameOf(client, server, this.#client, this.#server, flag, payload)
        : frameOf(server, client, this.#server, this.#client, flag, payload),
    });
  }
}

/** A classic file. */
export function pcapOf(
  packets: readonly Packet[],
  options: { readonly isBig?: boolean; readonly isNano?: boolean; readonly linkType?: number } = {},
): Buffer {
  const { isBig = false, isNano = false, linkType = 1 } = options;
  const u32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (isBig) bytes.writeUInt32BE(value);
    else bytes.writeUInt32LE(value);
    return bytes;
  };
  const versions = Buffer.from(isBig ? [0, 2, 0, 4] : [2, 0, 4, 0]);
  const magic = u32(isNano ? 0xa1b23c4d : 0xa1b2c3d4);
  const parts = [magic, versions, u32(0), u32(0), u32(262_144), u32(linkType)];
  for (const { atUs, bytes, wireBytes } of packets) {
    parts.push(
      u32(Math.floor(atUs / 1e6)),
      u32((atUs % 1e6) * (isNano ? 1000 : 1)),
      u32(bytes.length),
      u32(wireBytes ?? bytes.length),
      bytes,
    );
  }
  return Buffer.concat(parts);
}

/** A file of blocks, with one interface, and secrets of TLS before its packets. */
export function pcapngOf(packets: readonly Packet[], secrets = '', linkType = 1): Buffer {
  const u32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value >>> 0);
    return bytes;
  };
  const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  const block = (type: number, body: Buffer): Buffer =>
    Buffer.concat([u32(type), u32(body.length + 12), body, u32(body.length + 12)]);
  const parts = [
    block(0x0a0d0d0a, Buffer.concat([u32(0x1a2b3c4d), Buffer.from([1, 0, 0, 0]), Buffer.alloc(8, 255)])),
    block(1, Buffer.concat([Buffer.from([linkType, 0, 0, 0]), u32(262_144)])),
  ];
  if (secrets !== '') {
    const text = Buffer.from(secrets);
    parts.push(block(10, Buffer.concat([u32(0x544c534b), u32(text.length), padded(text)])));
  }
  for (const { atUs, bytes, wireBytes } of packets) {
    const head = [u32(0), u32(Math.floor(atUs / 2 ** 32)), u32(atUs % 2 ** 32), u32(bytes.length)];
    parts.push(block(6, Buffer.concat([...head, u32(wireBytes ?? bytes.length), padded(bytes)])));
  }
  return Buffer.concat(parts);
}
