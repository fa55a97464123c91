/** Schemas that code holds as texts: `gql` templates, strings, and `.graphql` files beside a server. */
import type { Sighting } from '../../../../model/sighting.ts';
import { graphqlSdl } from '../../../contracts/graphql-sdl.ts';
import { WarningTally } from '../../../contracts/warning-tally.ts';
import type { Expr, Module } from '../../ir.ts';
import { walk } from '../../ir-walk.ts';
import type { Machine } from '../../machine/machine.ts';
import { noteField } from './served.ts';

const declaresRoot =
  /(?:^|[\n\s}])(?:extend\s{1,20})?type\s{1,20}(?:Query|Mutation|Subscription)\b|(?:^|[\n\s}])schema\s{0,20}(?:@[^{]{0,200})?\{/;
const declares =
  /(?:^|[\n\s}])(?:extend\s{1,20})?(?:type|input|enum|scalar|interface|union|directive|schema)\s{1,20}[@\w{]/;
const filesMax = 2_000;

interface Text {
  readonly file: string;
  readonly text: string;
}

/** Texts of a module that declare types. */
function textsIn(module: Module): readonly Text[] {
  const found: Text[] = [];
  const take = (text: string, line: number): void => {
    // Lines of the text are lines of the file.
    if (text.length > 15 && declares.test(text))
      found.push({ file: module.file, text: '\n'.repeat(Math.max(0, line - 1)) + text });
  };
  walk(module.body, {
    expr(expr) {
      if (expr.t === 'str') take(expr.v, expr.line);
      else if (expr.t === 'text') {
        take(expr.parts.map(literal).join(''), expr.line);
        return false;
      }
      return true;
    },
  });
  return found;
}

/** Interpolations are other fragments of the schema, read where they stand; their lines are kept. */
const literal = (part: Expr): string => (part.t === 'str' ? part.v : ' ');

/** A browser's client may extend the schema for its own state: nothing that a server answers. */
const isClient = (module: Module): boolean =>
  module.body.some(
    (stmt) =>
      stmt.t === 'import' &&
      /^(?:@apollo\/client|apollo-boost|react-apollo|urql|@urql\/|react$)/.test(stmt.from),
  );

/** Notes the root fields of all schemas of the files that belong to a server. */
export function readSdl(belongs: (file: string) => boolean, machine: Machine): void {
  const texts: Text[] = [];
  for (const module of machine.project.modules.values()) {
    if (module.language === 'javascript' && belongs(module.file) && !isClient(module))
      texts.push(...textsIn(module));
  }
  const files = machine.project.files
    .filter((file) => /\.(?:graphqls?|gql)$/.test(file) && belongs(file))
    .slice(0, filesMax);
  for (const file of files) {
    const text = machine.project.read(file);
    if (text !== null && declares.test(text)) texts.push({ file, text });
  }
  if (!texts.some(({ text }) => declaresRoot.test(text))) return;
  const sources = texts.map(({ file, text }) => ({ file, absolute: file, text }));
  const reading = {
    limits: { graphqlPath: '/graphql', operationsMax: 20_000 },
    warnings: new WarningTally(),
  };
  const { sightings } = graphqlSdl.read(sources, reading as Parameters<typeof graphqlSdl.read>[1]);
  for (const one of sightings ?? []) note(one, machine);
}

function note(one: Sighting, machine: Machine): void {
  const name = one.path.slice(one.path.indexOf('#') + 1);
  const operation = one.method;
  if (operation !== 'QUERY' && operation !== 'MUTATION' && operation !== 'SUBSCRIPTION') return;
  noteField(
    {
      operation,
      name,
      file: one.place.file ?? '',
      line: one.place.line ?? 1,
      handler: one.handler,
      params: one.params.map(({ place: _place, ...param }) => param),
      auth: one.auth.demand === 'unknown' ? null : one.auth,
      purpose: one.purpose === null ? null : { text: one.purpose.text, from: 'comment' },
      deprecated: one.deprecated,
    },
    machine,
  );
}
