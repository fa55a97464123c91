/** The gateway's own answers: problem details (RFC 9457). */
import { type ErrorCode, HeliostatError, toProblem } from '../model/errors.ts';

export interface Refusal {
  readonly status: number;
  /** Flat names and values; the length is among them. */
  readonly headers: string[];
  readonly body: Buffer;
}

/** The answer for a code. */
export function refusal(code: ErrorCode, requestId?: string, headers: readonly string[] = []): Refusal {
  const problem = toProblem(new HeliostatError(code), requestId);
  const body = Buffer.from(JSON.stringify(problem));
  const fields = ['content-type', 'application/problem+json', 'content-length', String(body.length)];
  if (requestId !== undefined) fields.push('x-request-id', requestId);
  return { status: problem.status, headers: [...fields, 'cache-control', 'no-store', ...headers], body };
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  414: 'URI Too Long',
  431: 'Request Header Fields Too Large',
  503: 'Service Unavailable',
};

/** The same as bytes of HTTP/1.1, for a connection on which no request could be read. The connection is to be closed after it. */
export function rawRefusal(code: ErrorCode): Buffer {
  const { status, headers, body } = refusal(code);
  let head = `HTTP/1.1 ${status} ${reasons[status] ?? 'Error'}\r\nconnection: close\r\ndate: ${new Date().toUTCString()}\r\n`;
  for (let i = 0; i + 1 < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`;
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), body]);
}
