import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, it } from 'node:test';
import tls from 'node:tls';
import fc from 'fast-check';
import { ja4, readClientHello } from './client-hello.ts';

/** The first bytes that a TLS client of node's sends. */
async function realHello(options: tls.ConnectionOptions): Promise<Buffer> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bytes = new Promise<Buffer>((resolve) => {
    server.once('connection', (socket) => {
      const parts: Buffer[] = [];
      socket.on('error', () => {});
      socket.on('data', (chunk: Buffer) => {
        parts.push(chunk);
        if (readClientHello(Buffer.concat(parts)) === 'incomplete') return;
        socket.destroy();
        resolve(Buffer.concat(parts));
      });
    });
  });
  const { port } = server.address() as net.AddressInfo;
  const client = tls.connect({ port, host: '127.0.0.1', ...options });
  client.on('error', () => {});
  const hello = await bytes;
  client.destroy();
  server.close();
  return hello;
}

describe('a ClientHello', () => {
  it('is read whole', async () => {
    const hello = readClientHello(
      await realHello({ servername: 'api.test', ALPNProtocols: ['h2', 'http/1.1'] }),
    );
    assert.ok(typeof hello !== 'string');
    assert.equal(hello.serverName, 'api.test');
    assert.deepEqual(hello.alpn, ['h2', 'http/1.1']);
    assert.deepEqual(hello.supportedVersions, [0x0304, 0x0303]);
    assert.ok(hello.ciphers.includes(0x1301) && hello.signatureAlgorithms.length > 3);
    assert.match(ja4(hello), /^t13d\d{4}h2_[0-9a-f]{12}_[0-9a-f]{12}$/);
  });

  it('gives the same fingerprint again, another for another client', async () => {
    const of = async (options: tls.ConnectionOptions): Promise<string> => {
      const hello = readClientHello(await realHello(options));
      assert.ok(typeof hello !== 'string');
      return ja4(hello);
    };
    const usual = await of({ servername: 'api.test' });
    assert.equal(await of({ servername: 'other.test' }), usual);
    assert.notEqual(
      await of({ servername: 'api.test', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' }),
      usual,
    );
    assert.match(usual, /^t13d\d{4}00_/);
    assert.match(await of({ maxVersion: 'TLSv1.2' }), /^t12i/);
  });

  it('makes JA4 by its rules', () => {
    // The browser of JA4's own description: sorted ciphers and extensions, GREASE left out, SNI and ALPN counted but not hashed.
    const hello = {
      version: 0x0303,
      supportedVersions: [0x0304, 0x0303],
      ciphers: [
        0x2a2a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014,
        0x009c, 0x009d, 0x002f, 0x0035,
      ],
      extensions: [
        0x1a1a, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d, 0x0005, 0x0023, 0x0012,
        0x002b, 0xff01, 0x000b, 0x000a, 0x0015,
      ],
      serverName: 'a.test',
      alpn: ['h2', 'http/1.1'],
      signatureAlgorithms: [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601],
    };
    assert.equal(ja4(hello), 't13d1516h2_8daaf6152771_e5627efa2ab1');
    assert.equal(ja4({ ...hello, ciphers: hello.ciphers.toReversed() }), ja4(hello));
    assert.notEqual(ja4({ ...hello, signatureAlgorithms: [0x0804, 0x0403] }), ja4(hello));
    assert.match(ja4({ ...hello, ciphers: [], alpn: [], serverName: null }), /^t13i001600_000000000000_/);
  });

  it('waits for more, or gives up, and never throws', async () => {
    const whole = await realHello({ servername: 'api.test' });
    for (let bytes = 1; bytes < whole.length; bytes += 1) {
      assert.equal(readClientHello(whole.subarray(0, bytes)), 'incomplete');
    }
    assert.equal(readClientHello(Buffer.from('GET / HTTP/1.1\r\n')), 'invalid');
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) }), {
          minLength: 1,
          maxLength: 8,
        }),
        (changes) => {
          const bytes = Buffer.from(whole);
          for (const { at, value } of changes) bytes[at] = value;
          readClientHello(bytes);
        },
      ),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => void readClientHello(Buffer.from(bytes))),
    );
  });
});
