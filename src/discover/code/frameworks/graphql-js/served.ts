/** GraphQL servers and fields of a project, gathered while it runs. */
import type { SightedAuth, SightedParameter, SightedPurpose } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, Model, RouteScope } from '../../machine/values.ts';
import { model } from '../../machine/values.ts';
import type { PathPattern } from '../../routes/template.ts';

/** Id of the models of GraphQL. */
export const graphqlId = 'graphql-js';

/** A server: its scope, and the path it answers under when nothing mounts it. */
export interface GraphqlServer {
  readonly scope: RouteScope;
  readonly path: PathPattern | null;
  readonly file: string;
}

/** A field of a root type. */
export interface GraphqlField {
  readonly operation: 'QUERY' | 'MUTATION' | 'SUBSCRIPTION';
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly handler: string | null;
  readonly params: readonly SightedParameter[];
  readonly auth: SightedAuth | null;
  readonly purpose: SightedPurpose | null;
  readonly deprecated: boolean;
}

interface Notes {
  readonly servers: GraphqlServer[];
  readonly fields: GraphqlField[];
  /** Schemas that are built without a server of a library. */
  readonly schemas: { readonly file: string; readonly line: number }[];
}

/** What was gathered so far. */
export const gathered = (machine: Machine): Notes =>
  machine.notes<Notes>(graphqlId, () => ({ servers: [], fields: [], schemas: [] }));

/** Makes a server; the same line makes it once. */
export function serverAt(
  site: Pick<CallSite, 'file' | 'line'>,
  path: PathPattern | null,
  machine: Machine,
): Model {
  const { servers } = gathered(machine);
  const known = servers.find(({ scope }) => scope.file === site.file && scope.line === site.line);
  if (known !== undefined) return model(graphqlId, 'server', known.scope);
  const scope = machine.scope({
    framework: graphqlId,
    isRoot: true,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  servers.push({ scope, path, file: site.file });
  return model(graphqlId, 'server', scope);
}

/** Notes a field; the first that tells of it counts. */
export function noteField(field: GraphqlField, machine: Machine): void {
  const { fields } = gathered(machine);
  if (fields.length < 20_000) fields.push(field);
}
