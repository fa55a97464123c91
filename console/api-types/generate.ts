/**
 * Writes the console's types of the control API: `console/src/api/generated/schema.d.ts`, from the OpenAPI description that the
 * server's routes make. Run it with `npm run api-types` after a route or a schema has changed.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { typesText } from './types-text.ts';

const target = fileURLToPath(new URL('../src/api/generated/schema.d.ts', import.meta.url));
await mkdir(dirname(target), { recursive: true });
await writeFile(target, await typesText());
process.stderr.write('Wrote console/src/api/generated/schema.d.ts\n');
