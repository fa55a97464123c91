/** What need not be exposed at all, or not like this. */
import type { Lifecycle, OperationAdvice } from '../../model/operation.ts';

/** What advice is given about. */
export interface AdvisedOperation {
  readonly method: string;
  readonly path: string;
  readonly kind: string;
  readonly lifecycle: Lifecycle;
  /** Answered to callers without a credential. */
  readonly isOpen: boolean;
  readonly isServed: boolean;
}

const debug =
  /\/(?:debug|pprof|actuator|_debug|__debug__|trace|heapdump|threaddump|phpinfo(?:\.php)?|server-status|server-info|console|h2-console|_profiler|telescope|horizon|env|dump|_ignition|elmah(?:\.axd)?|jolokia|hangfire|bullboard|adminer)(?=\/|$)/i;
const internal = /\/(?:internal|_internal|private|admin|management|_admin|backoffice|ops)(?=\/|$)/i;
const docs =
  /\/(?:swagger(?:-ui)?(?:\.json|\.yaml|\.html)?|openapi(?:\.json|\.ya?ml)?|api-docs|v[23]\/api-docs|redoc|rapidoc|graphiql|playground|altair|voyager|docs)(?=\/|$|#)/i;

/** Advice about an operation; none when nothing speaks against it. */
export function adviceFor(operation: AdvisedOperation): readonly OperationAdvice[] {
  const { method, path, kind, lifecycle, isOpen, isServed } = operation;
  const advice: OperationAdvice[] = [];
  const give = (code: OperationAdvice['code'], text: string): void => {
    advice.push({ code, text });
  };
  if (lifecycle === 'zombie')
    give('retire', 'Retire it: tell its callers what to use instead, then take it away.');
  if (lifecycle === 'unreachable')
    give('remove-route', 'Remove the code, or mount it: nobody can reach it as it is.');
  if (lifecycle === 'shadow') give('document', 'Add it to the contract, or take it away.');
  if (lifecycle === 'orphan') give('drop-or-implement', 'Drop it from the contract, or implement it.');
  if (lifecycle === 'dormant')
    give('confirm-use', 'Ask its owner whether anybody needs it: what nobody calls need not be exposed.');
  if (isServed && debug.test(path))
    give('debug-exposed', 'It reads like a door for debugging: keep it from where the API is reached.');
  else if (isServed && internal.test(path))
    give(
      'internal-exposed',
      isOpen
        ? 'It reads like an internal door, and it answers without a credential: keep it to the internal network and ask who calls.'
        : 'It reads like an internal door: keep it to the internal network unless it is meant for others.',
    );
  if (isServed && docs.test(path))
    give(
      'docs-exposed',
      'It hands out the description of the API: publish it on purpose, or keep it inside.',
    );
  if (isServed && kind === 'graphql' && /#__(?:schema|type)$/.test(path))
    give('introspection', 'It answers introspection: switch that off where the schema is not public.');
  if (method === 'ANY') give('narrow-methods', 'It takes every method: name those it needs.');
  return advice;
}
