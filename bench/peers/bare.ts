/**
 * The least that can be a proxy on this runtime: `node:http` in, undici `Pool.dispatch` out, nothing looked at, nothing kept. What Heliostat
 * costs beyond it is what Heliostat does.
 */
import { createServer } from 'node:http';
import { type Dispatcher, Pool } from 'undici';

const [port = '0', upstream = '0'] = process.argv.slice(2);
const pool = new Pool(`http://127.0.0.1:${upstream}`, { connections: 256, pipelining: 1 });

interface Controller {
  readonly rawHeaders?: readonly (Buffer | string)[];
}

createServer((request, response) => {
  response.sendDate = false;
  const handler = {
    onRequestStart() {},
    onResponseStart(controller: Controller, status: number) {
      const raw = controller.rawHeaders ?? [];
      const headers: string[] = [];
      for (let index = 0; index + 1 < raw.length; index += 2) {
        const name = String(raw[index]);
        if (name.toLowerCase() !== 'connection') headers.push(name, String(raw[index + 1]));
      }
      response.writeHead(status, headers);
    },
    onResponseData(_controller: Controller, chunk: Buffer) {
      response.write(chunk);
    },
    onResponseEnd() {
      response.end();
    },
    onResponseError() {
      response.destroy();
    },
  };
  pool.dispatch(
    {
      path: request.url ?? '/',
      method: request.method as Dispatcher.HttpMethod,
      headers: request.rawHeaders,
      body: request.method === 'GET' ? null : request,
    },
    handler as unknown as Dispatcher.DispatchHandler,
  );
}).listen(Number(port), '127.0.0.1');
