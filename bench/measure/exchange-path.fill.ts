/** Writes a spool of sample exchanges, as the gateway's threads would. */
import { dataFolderPaths } from '../../src/store/data-folder.ts';
import { sampleExchanges } from '../../src/store/contract/sample.ts';
import { openSpoolWriter } from '../../src/store/spool/writer.ts';

const [folder = '', count = '0'] = process.argv.slice(2);
const rowsAtOnce = 20_000;
const samples = { forms: 10_000, actors: 3000 };

const writer = openSpoolWriter({
  folder: dataFolderPaths(folder).spool,
  stream: 'w0',
  spoolBytesMax: 4e9,
  memoryBytesMax: 5e8,
});
for (let from = 0; from < Number(count); from += rowsAtOnce) {
  for (const exchange of sampleExchanges({
    count: Math.min(rowsAtOnce, Number(count) - from),
    from,
    ...samples,
  }))
    writer.record(exchange);
  await writer.flush();
}
await writer[Symbol.asyncDispose]();
const { memoryFull, spoolFull, diskError } = writer.shed();
if (memoryFull + spoolFull + diskError > 0) throw new Error('records were shed while the spool was filled');
