/** Entry of a reading thread: files in, lowered modules out. */
import { parentPort, workerData } from 'node:worker_threads';
import { openGrammars } from '../grammar.ts';
import type { ReadLimits, ReadRequest } from './protocol.ts';
import { readSource } from './read-file.ts';

const port = parentPort;
if (port !== null) {
  const limits = workerData as ReadLimits;
  const grammars = await openGrammars();
  let queue = Promise.resolve();
  port.on('message', (request: ReadRequest) => {
    queue = queue.then(async () => {
      port.postMessage(await readSource(request, limits, grammars));
    });
  });
}
