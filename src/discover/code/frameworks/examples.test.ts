/** Runs the examples of every framework: `node --test src/discover/code/frameworks/examples.test.ts --test-name-pattern express`. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Sighting } from '../../../model/sighting.ts';
import { analyseTexts } from '../analyse-texts.ts';
import { openGrammars } from '../grammar.ts';
import type { ExpectedRoute } from './framework.ts';
import { frameworks } from './index.ts';

const grammars = await openGrammars();
after(() => grammars[Symbol.dispose]());

const told = (sighting: Sighting, expected: ExpectedRoute): ExpectedRoute => {
  const [first] = sighting.auth.schemes;
  return {
    route: `${sighting.method} ${sighting.path}`,
    ...(expected.file === undefined ? {} : { file: sighting.place.file ?? '' }),
    ...(expected.line === undefined ? {} : { line: sighting.place.line ?? 0 }),
    ...(expected.params === undefined
      ? {}
      : {
          params: sighting.params
            .map(({ name, in: where, type }) => {
              const full = `${where} ${name}: ${type}` as const;
              return expected.params?.includes(full) === true ? full : (`${where} ${name}` as const);
            })
            .sort(),
        }),
    ...(expected.auth === undefined
      ? {}
      : {
          auth:
            expected.auth.includes(' ') && sighting.auth.demand === 'required'
              ? (`required ${first?.scheme ?? 'unknown'}` as const)
              : sighting.auth.demand,
        }),
    ...(expected.handler === undefined ? {} : { handler: sighting.handler ?? '' }),
    ...(expected.mounted === undefined ? {} : { mounted: sighting.mounted }),
    ...(expected.purpose === undefined ? {} : { purpose: sighting.purpose?.text ?? '' }),
    ...(expected.deprecated === undefined ? {} : { deprecated: sighting.deprecated }),
  };
};

const byRoute = (a: ExpectedRoute, b: ExpectedRoute): number =>
  a.route < b.route ? -1 : a.route > b.route ? 1 : 0;

for (const framework of frameworks) {
  describe(framework.id, () => {
    for (const example of framework.examples) {
      it(example.title, async () => {
        const { sightings, unresolved } = await analyseTexts(example.files, grammars);
        const expected = example.routes
          .map((one) => (one.params === undefined ? one : { ...one, params: [...one.params].sort() }))
          .sort(byRoute);
        const found = sightings
          .map((sighting) =>
            told(
              sighting,
              example.routes.find(({ route }) => route === `${sighting.method} ${sighting.path}`) ?? {
                route: '',
              },
            ),
          )
          .sort(byRoute);
        assert.deepEqual(found, expected);
        for (const fragment of example.unresolved ?? [])
          assert.ok(
            unresolved.some(({ what, why }) => `${what} ${why}`.includes(fragment)),
            `unresolved names ${fragment}: ${JSON.stringify(unresolved)}`,
          );
      });
    }
  });
}
