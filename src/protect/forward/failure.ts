/** What a transport's error means to the client, by its code. */
import type { ErrorCode } from '../../model/errors.ts';

export type FailureCode = Extract<
  ErrorCode,
  'upstream-unreachable' | 'upstream-reset' | 'upstream-invalid' | 'upstream-timeout' | 'request-malformed'
>;

const codes: Readonly<Record<string, FailureCode>> = {
  ECONNRESET: 'upstream-reset',
  EPIPE: 'upstream-reset',
  UND_ERR_SOCKET: 'upstream-reset',
  UND_ERR_INFO: 'upstream-reset',
  ERR_HTTP2_STREAM_ERROR: 'upstream-reset',
  ERR_HTTP2_SESSION_ERROR: 'upstream-reset',
  ERR_HTTP2_STREAM_CANCEL: 'upstream-reset',
  ERR_HTTP2_GOAWAY_SESSION: 'upstream-reset',
  ERR_HTTP2_INVALID_SESSION: 'upstream-reset',
  ERR_HTTP2_ERROR: 'upstream-invalid',
  UND_ERR_CONNECT_TIMEOUT: 'upstream-timeout',
  ETIMEDOUT: 'upstream-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'upstream-timeout',
  UND_ERR_BODY_TIMEOUT: 'upstream-timeout',
  UND_ERR_HEADERS_OVERFLOW: 'upstream-invalid',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'upstream-invalid',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'upstream-invalid',
  ERR_INVALID_CHAR: 'upstream-invalid',
  ERR_INVALID_HTTP_TOKEN: 'upstream-invalid',
  ERR_HTTP_INVALID_STATUS_CODE: 'upstream-invalid',
  ERR_HTTP2_STATUS_INVALID: 'upstream-invalid',
  ERR_HTTP2_INVALID_HEADER_VALUE: 'upstream-invalid',
  ERR_HTTP2_INVALID_CONNECTION_HEADERS: 'upstream-invalid',
  UND_ERR_INVALID_ARG: 'request-malformed',
  UND_ERR_NOT_SUPPORTED: 'request-malformed',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'request-malformed',
};

/** The public code for an error of a transport; what is not known counts as unreachable. */
export function failureCode(error: Error): FailureCode {
  const code = 'code' in error ? String(error.code) : '';
  if (error.name === 'HTTPParserError' || code.startsWith('HPE_')) return 'upstream-invalid';
  return codes[code] ?? 'upstream-unreachable';
}

/** Nothing of the answer had come: another attempt may go better (RFC 9110 section 9.2.2, for safe methods). */
export const mayRetry = (code: FailureCode): boolean =>
  code === 'upstream-unreachable' || code === 'upstream-reset';
