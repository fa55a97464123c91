/** From schema errors to problems that a person can mend, without repeating what was sent. */
import type { z } from 'zod';
import { type ErrorIssue, HeliostatError } from '../model/errors.ts';

const issuesMax = 20;

/** What came, by type and size: a value may be a secret, so its text is never repeated. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `a text of ${value.length} characters`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return `a ${typeof value}`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = Reflect.get(here, key);
  }
  return here;
}

/** The issues of a schema error, with dotted paths below `root`. */
export function issuesOf(error: z.ZodError, input: unknown, root: string): readonly ErrorIssue[] {
  return error.issues.slice(0, issuesMax).map((issue) => ({
    path: [root, ...issue.path.map(String)].join('.').slice(0, 300),
    expected: (issue.code === 'unrecognized_keys'
      ? `no unknown names (${issue.keys.join(', ')})`
      : issue.message
    ).slice(0, 300),
    got: describe(at(input, issue.path)),
  }));
}

/**
 * Checks input against its schema; no schema means that nothing may be sent.
 *
 * @throws HeliostatError `input-invalid` with one issue for each wrong field
 */
export function parseInput(schema: z.ZodType | undefined, input: unknown, root: string): unknown {
  if (schema === undefined) {
    if (root === 'body') return undefined;
    const names = typeof input === 'object' && input !== null ? Object.keys(input) : [];
    if (names.length === 0) return {};
    throw new HeliostatError('input-invalid', {
      issues: names
        .slice(0, issuesMax)
        .map((name) => ({ path: `${root}.${name.slice(0, 100)}`, expected: 'nothing', got: 'a value' })),
    });
  }
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new HeliostatError('input-invalid', { issues: issuesOf(result.error, input, root) });
}

/** @throws HeliostatError `not-found` always */
export function notFound(what: string): never {
  throw new HeliostatError('not-found', { detail: `no such ${what}` });
}
