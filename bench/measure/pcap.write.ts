/**
 * Writes a capture as a busy API leaves one: keep-alive connections side by side, requests with the headers of browsers and programs, answers in
 * JSON of all lengths, acknowledgements between them. Told by a seed: the same each time.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { frameOf, flags } from '../../src/discover/traffic/pcap/testing/packet-writer.ts';

const segmentBytes = 1448;
const connections = 200;
const word = 'lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam nonumy eirmod tempor '.repeat(
  400,
);

/** How much was written. */
export interface WrittenCapture {
  readonly bytes: number;
  readonly exchanges: number;
}

export function writeCapture(path: string, bytesWanted: number): WrittenCapture {
  let seed = 0x1234_5678;
  const random = (below: number): number => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) % below;
  };
  const file = openSync(path, 'w');
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt32LE(0x0004_0002, 4);
  head.writeUInt32LE(262_144, 16);
  head.writeUInt32LE(1, 20);
  let parts: Buffer[] = [head];
  let waiting = head.length;
  let bytes = 0;
  let exchanges = 0;
  let atUs = 1_790_000_000_000_000;
  const flush = (): void => {
    writeSync(file, Buffer.concat(parts));
    bytes += waiting;
    parts = [];
    waiting = 0;
  };
  const packet = (frame: Buffer): void => {
    atUs += 5 + random(20);
    const record = Buffer.alloc(16);
    record.writeUInt32LE(Math.floor(atUs / 1e6), 0);
    record.writeUInt32LE(atUs % 1e6, 4);
    record.writeUInt32LE(frame.length, 8);
    record.writeUInt32LE(frame.length, 12);
    parts.push(record, frame);
    waiting += 16 + frame.length;
    if (waiting > 4_194_304) flush();
  };
  const ends = Array.from({ length: connections }, (_, index) => ({
    client: { address: `10.1.${index >> 4}.${(index % 250) + 1}`, port: 30_000 + index },
    server: { address: '10.2.0.5', port: 8080 },
    sent: 1000,
    received: 9000,
    isOpen: false,
  }));
  const none = Buffer.alloc(0);
  for (;;) {
    if (bytes + waiting >= bytesWanted) break;
    const end = ends[random(connections)];
    if (end === undefined) continue;
    const { client, server } = end;
    if (!end.isOpen) {
      end.isOpen = true;
      packet(frameOf(client, server, end.sent - 1, 0, flags.syn, none));
      packet(frameOf(server, client, end.received - 1, end.sent, flags.syn | flags.ack, none));
    }
    const { request, answer } = exchangeText(random);
    for (let at = 0; at < request.length; at += segmentBytes) {
      const part = request.subarray(at, at + segmentBytes);
      packet(frameOf(client, server, end.sent, end.received, flags.push | flags.ack, part));
      end.sent += part.length;
    }
    packet(frameOf(server, client, end.received, end.sent, flags.ack, none));
    for (let at = 0, number = 0; at < answer.length; at += segmentBytes, number += 1) {
      const part = answer.subarray(at, at + segmentBytes);
      packet(frameOf(server, client, end.received, end.sent, flags.push | flags.ack, part));
      end.received += part.length;
      if (number % 2 === 1) packet(frameOf(client, server, end.sent, end.received, flags.ack, none));
    }
    exchanges += 1;
  }
  flush();
  closeSync(file);
  return { bytes, exchanges };
}

const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'okhttp/4.12.0',
  'python-requests/2.32.3',
];

function exchangeText(random: (below: number) => number): {
  readonly request: Buffer;
  readonly answer: Buffer;
} {
  const id = random(50_000);
  const isPost = random(5) === 0;
  const path =
    [
      `/api/v1/patients/${id}`,
      `/api/v1/patients/${id}/notes?page=${id % 5}`,
      '/api/v1/appointments?status=open',
      `/api/v1/doctors/${id % 200}/schedule`,
    ][random(4)] ?? '/';
  const body = isPost ? `{"title":"Visit ${id}","note":"${word.slice(0, random(300))}","urgent":false}` : '';
  const request = `${isPost ? 'POST' : 'GET'} ${path} HTTP/1.1\r\nHost: api.clinic.example\r\nUser-Agent: ${agents[random(3)] ?? ''}\r\nAccept: application/json\r\nAccept-Encoding: gzip, deflate, br\r\nAccept-Language: en-GB,en;q=0.9\r\nAuthorization: Bearer tok_${(id % 500).toString(36).padStart(32, 'x')}\r\nX-Request-Id: ${id.toString(16).padStart(16, '0')}\r\nConnection: keep-alive\r\n${isPost ? `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n` : ''}\r\n${body}`;
  const rows = Array.from({ length: 1 + random(12) }, (_, row) => ({
    id: id + row,
    name: `Patient ${id + row}`,
    active: row % 2 === 0,
    weightKg: 60 + (id % 400) / 10,
    note: word.slice(0, 100 + random(300)),
  }));
  const json = JSON.stringify(random(2) === 0 ? rows : rows[0]);
  const isChunked = random(4) === 0;
  const framed = isChunked ? `${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n` : json;
  const answer = `HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Fri, 20 Nov 2026 10:00:00 GMT\r\nContent-Type: application/json; charset=utf-8\r\n${isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${json.length}`}\r\nConnection: keep-alive\r\nCache-Control: no-store\r\nVary: Accept-Encoding\r\n\r\n${framed}`;
  return { request: Buffer.from(request, 'latin1'), answer: Buffer.from(answer, 'latin1') };
}
