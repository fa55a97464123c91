import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import tls from 'node:tls';
import { HeliostatError } from '../../model/errors.ts';
import { configFor, converse, echo, eventually, httpUpstream, testGateway } from '../gateway.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'heliostat-tls-'));
const path = (name: string): string => join(folder, name);

/** A key and a certificate for a name. */
function makeCertificate(name: string): void {
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout ${path(`${name}.key`)} -out ${path(`${name}.pem`)} -subj /CN=${name}.test`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  );
}

const files = { certificateFile: path('live.pem'), keyFile: path('live.key') };

function install(name: string): void {
  copyFileSync(path(`${name}.key`), files.keyFile);
  copyFileSync(path(`${name}.pem`), files.certificateFile);
}

/** The name in the certificate that a new connection is shown. */
function nameShown(port: number, options: tls.ConnectionOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options }, () => {
      const { CN } = socket.getPeerCertificate().subject;
      socket.destroy();
      resolve(String(CN));
    });
    socket.on('error', reject);
  });
}

function get(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    https
      .get({ port, host: '127.0.0.1', path: '/x', rejectUnauthorized: false, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('latin1');
        answer.on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => resolve(text));
      })
      .on('error', reject);
  });
}

describe('TLS from clients', () => {
  before(() => {
    makeCertificate('one');
    makeCertificate('two');
  });
  after(() => rmSync(folder, { recursive: true }));

  it('offers HTTP/2 and HTTP/1.1, and records the fingerprint of the hello', async () => {
    install('one');
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(
      configFor(upstream.url, {}, { listeners: [{ port: 0, tls: files }] }),
    );
    assert.match(await get(gateway.port), /"x-forwarded-proto","https"/);
    const session = http2.connect(`https://127.0.0.1:${gateway.port}`, { rejectUnauthorized: false });
    const stream = session.request({ ':path': '/y' });
    stream.resume();
    await new Promise((resolve) => stream.once('close', resolve));
    session.close();
    const [first, second] = await gateway.recorded(2);
    assert.deepEqual([first?.protocol, first?.scheme, second?.protocol], ['http/1.1', 'https', 'h2']);
    assert.match(first?.tlsFingerprint ?? '', /^t13i\d{4}[0-9a-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}$/);
    assert.match(second?.tlsFingerprint ?? '', /^t13i\d{4}h2_/);
    await eventually(() => gateway.worker.stats().connections === 0, 'all connections have gone');
  });

  it('takes a changed certificate, and keeps the old one when the new one is broken', async () => {
    install('one');
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(
      configFor(upstream.url, {}, { listeners: [{ port: 0, tls: files }] }),
    );
    assert.equal(await nameShown(gateway.port), 'one.test');
    install('two');
    for (let round = 0; (await nameShown(gateway.port)) !== 'two.test'; round += 1) {
      assert.ok(round < 200, 'the new certificate is in use');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    writeFileSync(files.certificateFile, 'no certificate');
    await eventually(
      () => gateway.worker.stats().certificateErrors.default !== undefined,
      'the broken one is reported',
    );
    assert.match(gateway.worker.stats().certificateErrors.default ?? '', /live\.pem/);
    assert.equal(await nameShown(gateway.port), 'two.test');
    install('one');
    await eventually(
      () => gateway.worker.stats().certificateErrors.default === undefined,
      'all is well again',
    );
    assert.equal(await nameShown(gateway.port), 'one.test');
  });

  it('does not start with files that do not fit', async () => {
    copyFileSync(path('one.pem'), files.certificateFile);
    copyFileSync(path('two.key'), files.keyFile);
    await assert.rejects(
      testGateway(configFor('http://127.0.0.1:9', {}, { listeners: [{ port: 0, tls: files }] })),
      (error) =>
        error instanceof HeliostatError &&
        error.code === 'certificate-invalid' &&
        !error.message.includes('PRIVATE'),
    );
  });

  it('keeps to the lowest version', async () => {
    install('one');
    const listener = { port: 0, tls: { ...files, minVersion: 'TLSv1.3' as const } };
    await using gateway = await testGateway(configFor('http://127.0.0.1:9', {}, { listeners: [listener] }));
    await assert.rejects(nameShown(gateway.port, { maxVersion: 'TLSv1.2' }));
    assert.equal(await nameShown(gateway.port), 'one.test');
  });

  it('cuts a client that is silent, slow with its hello, or speaks no TLS', async () => {
    install('one');
    const limits = { tlsHelloTimeoutMs: 100, headersTimeoutMs: 100 };
    await using gateway = await testGateway(
      configFor('http://127.0.0.1:9', {}, { listeners: [{ port: 0, tls: files }], limits }),
    );
    await converse(gateway.port).closed;
    await converse(gateway.port, Buffer.from([22, 3, 1, 2, 0, 1])).closed;
    assert.equal(gateway.worker.stats().refused['request-timeout'], 2);
    assert.equal(await converse(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n').closed, '');
    assert.equal(gateway.worker.stats().refused['request-malformed'], 1);
    // Slow with its header, after the handshake: node's own timeout is armed.
    const socket = tls.connect({ port: gateway.port, host: '127.0.0.1', rejectUnauthorized: false });
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (part: Buffer) => {
      text += part.toString('latin1');
    });
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n');
    await new Promise((resolve) => socket.once('close', resolve));
    assert.match(text, /^HTTP\/1\.1 408 /);
  });

  it('reads a hello that comes in pieces', async () => {
    install('one');
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(
      configFor(upstream.url, {}, { listeners: [{ port: 0, tls: files }] }),
    );
    // A relay that passes bytes one small piece at a time.
    const relay = net.createServer((client) => {
      const server = net.connect(gateway.port, '127.0.0.1');
      server.setNoDelay(true);
      client.on('data', (chunk: Buffer) => {
        for (let at = 0; at < chunk.length; at += 40) server.write(chunk.subarray(at, at + 40));
      });
      server.pipe(client);
      client.on('error', () => {});
      server.on('error', () => {});
      client.once('close', () => server.destroy());
      server.once('close', () => client.destroy());
    });
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
    assert.equal(await nameShown((relay.address() as net.AddressInfo).port), 'one.test');
    relay.close();
  });

  it('to the upstream verifies its certificate, unless told not to', async () => {
    const server = https.createServer(
      { key: readFileSync(path('one.key')), cert: readFileSync(path('one.pem')) },
      (_request, response) => response.end('secret'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
    const ask = (port: number) =>
      converse(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n').closed;
    {
      await using gateway = await testGateway(configFor(url));
      assert.match(await ask(gateway.port), /upstream-unreachable/);
    }
    {
      await using gateway = await testGateway(configFor(url, { tlsVerify: false }));
      assert.match(await ask(gateway.port), /secret$/);
    }
    server.closeAllConnections();
    server.close();
  });
});
