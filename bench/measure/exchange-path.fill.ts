/** Writes a spool of sample exchanges, as the gateway's threads would. */
import { dataFolderPaths } from '../../src/store/data-folder.ts';
import { openSpoolWriter } from '../../src/store/spool/writer.ts';
import { sampleTraffic } from './sample-traffic.ts';

const [folder = '', count = '0'] = process.argv.slice(2);
const rowsAtOnce = 20_000;

const writer = openSpoolWriter({
  folder: dataFolderPaths(folder).spool,
  stream: 'w0',
  spoolBytesMax: 8e9,
  memoryBytesMax: 5e8,
});
const next = sampleTraffic();
for (let n = 0; n < Number(count); n += 1) {
  writer.record(next(n));
  if (n % rowsAtOnce === 0) await writer.flush();
}
await writer[Symbol.asyncDispose]();
const { memoryFull, spoolFull, diskError } = writer.shed();
if (memoryFull + spoolFull + diskError > 0) throw new Error('records were shed while the spool was filled');
