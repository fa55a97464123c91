import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Packet, pcapngOf, pcapOf, Talk } from './testing/packet-writer.ts';
import { inShort, read, textOf } from './testing/reading.ts';

const get = (path: string, more = ''): string =>
  `GET ${path} HTTP/1.1\r\nHost: api.example.org\r\n${more}\r\n`;
const ok = (body: string, more = ''): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;

const simple = (): Packet[] =>
  new Talk().open().ask(get('/users/1?full=1')).wait(5000).answer(ok('{"id":1}')).close().packets;

test('a request and its answer are an exchange, with times and the client', () => {
  const { exchanges, warnings } = read(pcapOf(simple()));
  assert.deepEqual(exchanges.map(inShort), ['GET api.example.org/users/1?full=1 200 0/8']);
  const [one] = exchanges;
  assert.equal(one?.clientAddress, '10.0.0.7');
  assert.equal(one?.source, 'pcap');
  assert.equal(one?.service, 'api.example.org');
  assert.equal(one?.atMs, 1_700_000_000_000);
  assert.equal(one?.ttfbUs, 5100);
  assert.equal(one?.durationUs, 5100);
  assert.equal(one?.outcome, 'answered');
  assert.equal(textOf(one, 'responseBody'), '{"id":1}');
  assert.deepEqual(warnings, {});
});

test('all layouts of files are read, in chunks of any size', () => {
  const packets = simple();
  for (const bytes of [
    pcapOf(packets, { isBig: true }),
    pcapOf(packets, { isNano: true }),
    pcapOf(packets, { isBig: true, isNano: true }),
    pcapngOf(packets),
  ]) {
    for (const chunkBytes of [1, 7, 100_000]) {
      const { exchanges } = read(bytes, { chunkBytes });
      assert.deepEqual(exchanges.map(inShort), ['GET api.example.org/users/1?full=1 200 0/8']);
      assert.equal(exchanges[0]?.atMs, 1_700_000_000_000);
      assert.equal(exchanges[0]?.ttfbUs, 5100);
    }
  }
});

test('all link layers are read', () => {
  const relink = (link: (frame: Buffer) => Buffer): Packet[] =>
    simple().map(({ atUs, bytes }) => ({ atUs, bytes: link(bytes) }));
  const ip = (frame: Buffer): Buffer => frame.subarray(14);
  const vxlan = (frame: Buffer): Buffer => {
    const udp = Buffer.alloc(16);
    udp.writeUInt16BE(4789, 2);
    const outer = Buffer.alloc(20);
    outer[0] = 0x45;
    outer.writeUInt16BE(36 + frame.length, 2);
    outer[9] = 17;
    return Buffer.concat([frame.subarray(0, 14), outer, udp, frame]);
  };
  const links: readonly (readonly [number, (frame: Buffer) => Buffer])[] = [
    [1, (f) => Buffer.concat([f.subarray(0, 12), Buffer.from([0x81, 0, 0, 5]), f.subarray(12)])],
    [
      1,
      (f) =>
        Buffer.concat([f.subarray(0, 12), Buffer.from([0x88, 0xa8, 0, 5, 0x81, 0, 0, 6]), f.subarray(12)]),
    ],
    [1, vxlan],
    [113, (f) => Buffer.concat([Buffer.alloc(14), f.subarray(12)])],
    [276, (f) => Buffer.concat([f.subarray(12, 14), Buffer.alloc(18), ip(f)])],
    [101, ip],
    [228, ip],
    [0, (f) => Buffer.concat([Buffer.from([2, 0, 0, 0]), ip(f)])],
    [108, (f) => Buffer.concat([Buffer.from([0, 0, 0, 2]), ip(f)])],
  ];
  for (const [linkType, link] of links)
    assert.equal(read(pcapOf(relink(link), { linkType })).exchanges.length, 1, `link type ${linkType}`);
});

test('IPv6 is read, also behind extension headers', () => {
  const talk = new Talk({ client: '2001:db8::7', server: 'fd00::1' });
  const { packets } = talk.open().ask(get('/v6')).answer(ok('{}')).close();
  const hop = packets.map(({ atUs, bytes }) => {
    const frame = Buffer.concat([
      bytes.subarray(0, 54),
      Buffer.from([6, 0, 1, 4, 0, 0, 0, 0]),
      bytes.subarray(54),
    ]);
    frame[20] = 0;
    frame.writeUInt16BE(frame.readUInt16BE(18) + 8, 18);
    return { atUs, bytes: frame };
  });
  for (const list of [packets, hop]) {
    const [one] = read(pcapOf(list)).exchanges;
    assert.equal(one?.target, '/v6');
    assert.equal(one?.clientAddress, '2001:db8::7');
  }
});

test('segments come in any order, twice, and with overlaps', () => {
  const body = JSON.stringify({ text: 'x'.repeat(4000) });
  const { packets } = new Talk({}, 500).open().ask(get('/long')).answer(ok(body)).close();
  const want = ['GET api.example.org/long 200 0/' + String(body.length)];
  const data = packets.slice(3, -2);
  const mixed = [...packets.slice(0, 3), ...data.toReversed(), ...data, ...packets.slice(-2)];
  const { exchanges, warnings } = read(pcapOf(mixed));
  assert.deepEqual(exchanges.map(inShort), want);
  assert.equal(textOf(exchanges[0], 'responseBody'), body);
  assert.deepEqual(warnings, {});
});

test('a gap in a body costs a part of the body, a gap in a header one exchange', () => {
  const body = 'y'.repeat(5000);
  const talk = new Talk({}, 1000).open();
  talk.ask(get('/a')).answer(ok(body)).ask(get('/b')).answer(ok('{"b":1}'));
  talk.ask(get('/c')).answer(ok('{"c":1}')).close();
  const { packets } = talk;
  const withoutBody = packets.filter((_, index) => index !== 6);
  const inBody = read(pcapOf(withoutBody));
  assert.deepEqual(inBody.exchanges.map(inShort), [
    'GET api.example.org/a 200 0/5000',
    'GET api.example.org/b 200 0/7',
    'GET api.example.org/c 200 0/7',
  ]);
  assert.equal(inBody.exchanges[0]?.responseBody.truncated, true);
  assert.equal(inBody.warnings['stream-gap'], 1);
  // The answer to /b is lost: it has none, and /c keeps its own.
  const answerToB = packets.findIndex(({ bytes }) => bytes.includes('{"b":1}'));
  const lost = read(pcapOf(packets.filter((_, index) => index !== answerToB)));
  assert.deepEqual(lost.exchanges.map(inShort), [
    'GET api.example.org/a 200 0/5000',
    'GET api.example.org/b 0 0/0',
    'GET api.example.org/c 200 0/7',
  ]);
});

test('packets that were cut by the snap length keep the stream in step', () => {
  const talk = new Talk()
    .open()
    .ask(get('/cut'))
    .answer(ok('z'.repeat(1000)));
  talk.ask(get('/next')).answer(ok('{"n":1}'));
  const packets = talk.close().packets.map((packet) => ({
    ...packet,
    bytes: packet.bytes.subarray(0, 300),
    wireBytes: packet.bytes.length,
  }));
  const { exchanges, warnings } = read(pcapOf(packets));
  assert.deepEqual(exchanges.map(inShort), [
    'GET api.example.org/cut 200 0/1000',
    'GET api.example.org/next 200 0/7',
  ]);
  assert.equal(exchanges[0]?.responseBody.truncated, true);
  assert.equal(warnings['packet-cut'], 1);
});

test('a connection that began before the capture is picked up at its next message', () => {
  const talk = new Talk().ask('rest of a body nobody saw').answer('tail\r\n').answer('more of it');
  talk.ask(get('/late')).answer(ok('{"late":true}'));
  const { exchanges } = read(pcapOf(talk.packets));
  assert.deepEqual(exchanges.map(inShort), ['GET api.example.org/late 200 0/13']);
});

test('pipelines, interim answers, answers without bodies, chunks with trailers', () => {
  const talk = new Talk().open();
  talk.ask(get('/1') + get('/2') + `HEAD /3 HTTP/1.1\r\nHost: api.example.org\r\n\r\n${get('/4')}`);
  talk.answer(ok('{"n":1}'));
  talk.answer(
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nabcd\r\n3\r\nefg\r\n0\r\nX-End: 1\r\n\r\n',
  );
  talk.answer('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n').answer('HTTP/1.1 304 Not Modified\r\n\r\n');
  talk.ask(
    'POST /5 HTTP/1.1\r\nHost: api.example.org\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n',
  );
  talk.answer('HTTP/1.0 201 Created\r\n\r\nuntil the end').close();
  for (const chunkBytes of [11, 100_000]) {
    const { exchanges, warnings } = read(pcapOf(talk.packets), { chunkBytes });
    assert.deepEqual(exchanges.map(inShort), [
      'GET api.example.org/1 200 0/7',
      'GET api.example.org/2 200 0/7',
      'HEAD api.example.org/3 200 0/0',
      'GET api.example.org/4 304 0/0',
      'POST api.example.org/5 201 7/13',
    ]);
    assert.equal(textOf(exchanges[1], 'responseBody'), 'abcdefg');
    assert.equal(textOf(exchanges[4], 'requestBody'), '{"a":1}');
    assert.ok(exchanges[1]?.responseHeaders.includes('X-End'));
    assert.deepEqual(warnings, {});
  }
});

test('bytes that arrive one by one are the same exchange', () => {
  const body = gzipSync('{"email":"a@example.org"}').toString('latin1');
  const talk = new Talk({}, 1)
    .open()
    .ask(get('/slow'))
    .answer(ok(body, 'Content-Encoding: gzip\r\n'))
    .close();
  const { exchanges } = read(pcapOf(talk.packets));
  assert.deepEqual(exchanges.map(inShort), [`GET api.example.org/slow 200 0/${body.length}`]);
});

test('a WebSocket is one exchange; a tunnel is listened into', () => {
  const talk = new Talk().open();
  talk.ask(get('/live', 'Upgrade: websocket\r\nConnection: Upgrade\r\n'));
  talk
    .answer('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x02hi')
    .ask('\x81\x80abcd')
    .close();
  const tunnel = new Talk({ clientPort: 41_000 }).open();
  tunnel.ask('CONNECT api.example.org:80 HTTP/1.1\r\nHost: api.example.org:80\r\n\r\n');
  tunnel.answer('HTTP/1.1 200 Connection established\r\n\r\n').ask(get('/in')).answer(ok('{}')).close();
  const { exchanges } = read(pcapOf([...talk.packets, ...tunnel.packets]));
  assert.deepEqual(exchanges.map(inShort), [
    'GET api.example.org/live 101 6/4',
    'GET api.example.org/in 200 0/2',
  ]);
  assert.equal(exchanges[0]?.protocol, 'websocket');
});

test('ports are used again, connections are reset, requests stay without answer', () => {
  const first = new Talk().open().ask(get('/first'));
  const second = new Talk({}, 1460, 1_700_000_001_000_000)
    .open()
    .ask(get('/second'))
    .answer(ok('{}'))
    .close();
  // Another first number than before.
  const renumbered = second.packets.map(({ atUs, bytes }) => {
    const frame = Buffer.from(bytes);
    const isClient = frame.readUInt16BE(34) === 40_000;
    const at = isClient ? 38 : 42;
    frame.writeUInt32BE((frame.readUInt32BE(at) + 77_777) >>> 0, at);
    return { atUs, bytes: frame };
  });
  const third = new Talk({ clientPort: 42_000 }).open().ask(get('/third')).reset();
  const { exchanges } = read(pcapOf([...first.packets, ...renumbered, ...third.packets]));
  assert.deepEqual(exchanges.map(inShort), [
    'GET api.example.org/first 0 0/0',
    'GET api.example.org/second 200 0/2',
    'GET api.example.org/third 0 0/0',
  ]);
  assert.equal(exchanges[2]?.outcome, 'client-left');
});

test('lengths that lie are counted, and the next message is read', () => {
  const longer = new Talk()
    .open()
    .ask(get('/less'))
    .answer('HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nshort');
  longer.ask(get('/after')).answer(ok('{"a":1}')).close();
  const shorter = new Talk({ clientPort: 41_000 })
    .open()
    .ask(get('/more'))
    .answer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}{"this":"is not announced"}');
  shorter.ask(get('/next')).answer(ok('{"n":1}')).close();
  const { exchanges, warnings } = read(pcapOf([...longer.packets, ...shorter.packets]));
  assert.deepEqual(exchanges.map(inShort), [
    'GET api.example.org/less 200 0/5',
    'GET api.example.org/after 200 0/7',
    'GET api.example.org/more 200 0/2',
    'GET api.example.org/next 200 0/7',
  ]);
  assert.equal(exchanges[0]?.responseBody.truncated, true);
  assert.equal(warnings['length-contradicted'], 1);
  assert.equal(warnings['message-malformed'], 1);
});

test('hostile input costs itself alone', () => {
  const bomb = new Talk({ clientPort: 41_000 })
    .open()
    .ask(`GET / HTTP/1.1\r\n${'a: b\r\n'.repeat(20_000)}\r\n`);
  const chunks = new Talk({ clientPort: 42_000 }).open().ask(get('/x'));
  chunks.answer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffffff\r\n');
  const noise = new Talk({ clientPort: 43_000 }).open().answer('220 mail ready\r\n').ask('EHLO x\r\n');
  const huge = new Talk({ clientPort: 44_000 }).open().ask(get('/huge'));
  huge
    .answer('HTTP/1.1 200 OK\r\nContent-Length: 8000000\r\n\r\n')
    .answer(Buffer.alloc(8_000_000, 97))
    .close();
  const { exchanges, warnings } = read(
    pcapOf([...bomb.packets, ...chunks.packets, ...noise.packets, ...huge.packets, ...simple()]),
    { chunkBytes: 65_536 },
  );
  assert.deepEqual(exchanges.map(inShort), [
    'GET api.example.org/x 200 0/0',
    'GET api.example.org/huge 200 0/8000000',
    'GET api.example.org/users/1?full=1 200 0/8',
  ]);
  assert.equal(exchanges[1]?.responseBody.captured?.length, 65_536);
  assert.equal(warnings['header-too-large'], 1);
  assert.equal(warnings['not-http'], 1);
});

test('what is whole of a damaged file is used', () => {
  const whole = pcapOf([...simple(), ...new Talk({ clientPort: 41_000 }).open().ask(get('/2')).packets]);
  const cut = read(whole.subarray(0, whole.length - 20));
  assert.equal(cut.isWhole, false);
  assert.equal(cut.exchanges.length, 1);
  const lying = Buffer.concat([pcapOf(simple()), Buffer.alloc(16, 255), Buffer.alloc(100)]);
  assert.throws(() => read(lying), { code: 'file-truncated' });
});

test('noise of any kind never throws', () => {
  let seed = 7;
  const next = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 8;
  const talk = new Talk()
    .open()
    .ask(get('/a') + get('/b'))
    .answer(ok('{"n":1}'))
    .answer(ok('{}'))
    .close();
  for (let round = 0; round < 300; round += 1) {
    const packets = talk.packets.map(({ atUs, bytes }) => {
      const frame = Buffer.from(bytes);
      for (let hits = next() % 6; hits > 0; hits -= 1) frame[next() % frame.length] = next() & 255;
      return { atUs, bytes: frame };
    });
    const mixed = packets.sort(() => (next() % 3) - 1);
    read(round % 2 === 0 ? pcapOf(mixed) : pcapngOf(mixed));
  }
});
