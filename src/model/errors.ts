/**
 * The error catalogue: every failure a person or a program can meet has one stable code here.
 *
 * The public message may be shown to anybody; `detail` says more to the caller and never carries a secret; `internal` stays in the log.
 * HTTP answers are `application/problem+json` (RFC 9457).
 */

interface CatalogueEntry {
  readonly status: number;
  readonly message: string;
  readonly mend: string;
}

const entry = (status: number, message: string, mend: string): CatalogueEntry => ({ status, message, mend });

/** All codes. A code is never reused or renamed; `errors.test.ts` pins the list. */
export const errorCatalogue = {
  // Gateway: what the client sent.
  'request-malformed': entry(
    400,
    'The request is not valid HTTP.',
    'Send one request that follows RFC 9112.',
  ),
  'request-ambiguous': entry(
    400,
    'The request can be read in two ways.',
    'Send one Content-Length or Transfer-Encoding: chunked, never both.',
  ),
  'host-invalid': entry(
    400,
    'The Host header is missing or invalid.',
    'Send one Host header with a host name and an optional port.',
  ),
  'header-too-large': entry(431, 'The request header is too large.', 'Send fewer or shorter headers.'),
  'uri-too-long': entry(414, 'The request target is too long.', 'Shorten the path or the query.'),
  'body-too-large': entry(
    413,
    'The request body is too large.',
    'Send a smaller body, or raise bodyBytesMax for this service.',
  ),
  'method-refused': entry(
    405,
    'This method is not allowed here.',
    'Use one of the methods in the Allow header.',
  ),
  'expectation-failed': entry(417, 'The expectation cannot be met.', 'Send Expect: 100-continue or none.'),
  'request-timeout': entry(
    408,
    'The request took too long to arrive.',
    'Send the request without long pauses.',
  ),
  'too-many-connections': entry(503, 'Too many connections are open.', 'Try again later.'),
  'http2-flood': entry(
    429,
    'The connection sends too many control frames.',
    'Open streams to use them; do not flood resets, pings or settings.',
  ),
  // Gateway: what the upstream did.
  'service-unknown': entry(
    404,
    'No service answers for this host and path.',
    'Add a service for it to the configuration.',
  ),
  'upstream-unreachable': entry(
    502,
    'The upstream cannot be reached.',
    'Check that the upstream runs and that its address is right.',
  ),
  'upstream-reset': entry(
    502,
    'The upstream closed the connection before it had answered.',
    'Look at the upstream’s log.',
  ),
  'upstream-invalid': entry(
    502,
    'The upstream’s answer is not valid HTTP.',
    'Look at the upstream’s answer.',
  ),
  'upstream-timeout': entry(
    504,
    'The upstream did not answer in time.',
    'Raise the timeout or mend the upstream.',
  ),
  'circuit-open': entry(
    503,
    'The upstream has failed too often and is left alone for a while.',
    'Try again after Retry-After seconds.',
  ),
  'upstream-busy': entry(503, 'Too many requests wait for the upstream.', 'Try again later.'),
  draining: entry(503, 'The gateway is shutting down.', 'Try again; another instance will answer.'),
  // Configuration and start.
  'config-invalid': entry(400, 'The configuration is not valid.', 'Mend the values that are named.'),
  'config-unreadable': entry(400, 'The configuration file cannot be read.', 'Check its path and its rights.'),
  'data-folder-busy': entry(
    409,
    'Another Heliostat uses this data folder.',
    'Stop the other instance or give another --data folder.',
  ),
  'data-folder-unusable': entry(
    500,
    'The data folder cannot be used.',
    'Check its path, its rights and the free space.',
  ),
  'port-in-use': entry(409, 'The port is already in use.', 'Stop the other program or choose another port.'),
  'certificate-invalid': entry(
    400,
    'The certificate or its key cannot be used.',
    'Check the files that are named.',
  ),
  'store-newer': entry(
    409,
    'The data folder was written by a newer Heliostat.',
    'Run that version, or give another --data folder.',
  ),
  // Control API.
  unauthenticated: entry(401, 'You are not signed in.', 'Sign in with a token.'),
  forbidden: entry(403, 'Your role may not do this.', 'Ask an administrator.'),
  'csrf-refused': entry(
    403,
    'The request did not come from the console.',
    'Send the x-csrf-token of your session.',
  ),
  'too-many-attempts': entry(429, 'Too many attempts.', 'Wait as long as Retry-After says.'),
  'not-found': entry(404, 'There is no such thing.', 'Check the address.'),
  'input-invalid': entry(400, 'The input is not valid.', 'Mend the fields that are named.'),
  'version-stale': entry(
    409,
    'Somebody else has changed this meanwhile.',
    'Load it again and repeat your change.',
  ),
  'job-running': entry(409, 'The job is running already.', 'Wait until it has ended.'),
  'internal-error': entry(500, 'Something failed inside.', 'Look at the log under the request id.'),
  // Commands and files.
  'usage-invalid': entry(400, 'The command was not understood.', 'See --help.'),
  'file-unreadable': entry(400, 'The file cannot be read.', 'Check its path and its rights.'),
  'file-unknown': entry(400, 'The file is of no known kind.', 'Give a HAR file or NDJSON exchanges.'),
  'file-truncated': entry(
    400,
    'The file ends too early.',
    'What came before the end was used; export the file again for the rest.',
  ),
  'target-unreachable': entry(
    502,
    'The target cannot be reached.',
    'Check that it runs and that its address is right.',
  ),
  'runtime-unfit': entry(500, 'This Node cannot run Heliostat.', 'Install Node 24 or newer.'),
} as const satisfies Record<string, CatalogueEntry>;

/** A stable error code. */
export type ErrorCode = keyof typeof errorCatalogue;

/** One value that was wrong, as a person can mend it. */
export interface ErrorIssue {
  /** Where: a JSON pointer or a dotted path. */
  readonly path: string;
  readonly expected: string;
  readonly got: string;
  readonly mend?: string;
}

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly mend: string;
  readonly issues?: readonly ErrorIssue[];
  readonly requestId?: string;
}

/**
 * An error with a stable code.
 *
 * @example
 * throw new HeliostatError('port-in-use', { detail: 'port 4800' });
 */
export class HeliostatError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string | undefined;
  readonly issues: readonly ErrorIssue[];
  override readonly name = 'HeliostatError';

  constructor(
    code: ErrorCode,
    options: {
      readonly detail?: string;
      readonly issues?: readonly ErrorIssue[];
      readonly cause?: unknown;
    } = {},
  ) {
    const known = errorCatalogue[code];
    super(options.detail === undefined ? known.message : `${known.message} (${options.detail})`, {
      cause: options.cause,
    });
    this.code = code;
    this.status = known.status;
    this.detail = options.detail;
    this.issues = options.issues ?? [];
  }
}

/** The public form of an error. Unknown errors become `internal-error` and tell nothing of themselves. */
export function toProblem(error: unknown, requestId?: string): Problem {
  const known = error instanceof HeliostatError ? error : new HeliostatError('internal-error');
  const { message, mend } = errorCatalogue[known.code];
  return {
    type: `urn:heliostat:error:${known.code}`,
    title: message,
    status: known.status,
    code: known.code,
    mend,
    ...(known.detail === undefined ? {} : { detail: known.detail }),
    ...(known.issues.length === 0 ? {} : { issues: known.issues }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
