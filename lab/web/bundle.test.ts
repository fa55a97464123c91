import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { build } from 'vite';
import { z } from 'zod';
import { startLab } from '../index.ts';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

const operations = z
  .array(z.object({ method: z.string(), path: z.string(), outside: z.boolean().optional() }))
  .parse(JSON.parse(read('../operations.json')));

const sources = z
  .object({ sourcesContent: z.array(z.string()) })
  .parse(JSON.parse(read('./dist/assets/app.js.map')))
  .sourcesContent.join('\n');

/** The last word of a path, which no constant stands for. */
const lastWord = (path: string): string =>
  path
    .split('/')
    .filter((segment) => !segment.startsWith('{'))
    .at(-1) ?? '';

test('the bundle that is kept is the one that its sources build', async () => {
  const built = await build({
    configFile: new URL('./vite.config.js', import.meta.url).pathname,
    logLevel: 'silent',
    build: { write: false },
  });
  const { output } = z
    .object({ output: z.array(z.object({ fileName: z.string(), code: z.string().optional() })) })
    .parse(Array.isArray(built) ? built[0] : built);
  const bundle = output.find((file) => file.fileName === 'assets/app.js');
  const withoutMap = (code: string): string => code.split('\n//# sourceMappingURL=')[0] ?? '';
  assert.equal(withoutMap(bundle?.code ?? ''), withoutMap(read('./dist/assets/app.js')));
});

test('what operations.json says of the outside stands in the bundle or in its source map', () => {
  const outside = operations.filter((operation) => operation.outside);
  for (const { method, path } of outside)
    assert.ok(sources.includes(lastWord(path)), `${method} ${path} is not in the sources`);
  const bundle = read('./dist/assets/app.js');
  const hidden = outside.filter(({ path }) => !bundle.includes(lastWord(path)));
  assert.deepEqual(hidden, [{ method: 'GET', path: '/v2/debug/state', outside: true }]);
});

test('the source map is served beside the bundle', async () => {
  await using lab = await startLab({ fixed: true });
  const bundle = await (await fetch(`${lab.web}/assets/app.js`)).text();
  const name = /^\/\/# sourceMappingURL=(.+)$/m.exec(bundle)?.[1] ?? '';
  const map = await fetch(new URL(name, `${lab.web}/assets/`));
  assert.equal(map.status, 200);
  assert.match(await map.text(), /debug\/state/);
});
