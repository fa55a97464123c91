/** Words for the codes the API sends; an unknown code stands as it is. */
const authWords: Readonly<Record<string, string>> = {
  'bearer-jwt': 'token (JWT)',
  'bearer-opaque': 'token',
  basic: 'password',
  'api-key-header': 'API key',
  'api-key-query': 'key in URL',
  'session-cookie': 'session',
  'client-certificate': 'certificate',
  signature: 'signature',
  other: 'other',
  none: 'none',
};
export const authWord = (kind: string): string => authWords[kind] ?? kind;

const evidenceWords: Readonly<Record<string, string>> = {
  'client-certificate': 'client certificate',
  'api-key': 'API key',
  'token-subject': 'token subject',
  basic: 'user name',
  session: 'session cookie',
  'network-fingerprint': 'network and fingerprint',
};
export const evidenceWord = (evidence: string): string => evidenceWords[evidence] ?? evidence;

const outcomeWords: Readonly<Record<string, string>> = {
  answered: 'answered',
  refused: 'refused by the gateway',
  'upstream-failed': 'upstream failed',
  'client-left': 'client left',
};
export const outcomeWord = (outcome: string): string => outcomeWords[outcome] ?? outcome;

const reasonWords: Readonly<Record<string, string>> = {
  'typed-id': 'the values are ids',
  echoed: 'answers name it',
  'many-siblings': 'many siblings',
  'same-answers': 'the answers are alike',
  contract: 'the contract says so',
  'by-hand': 'folded by hand',
};
export const reasonWord = (reason: string): string => reasonWords[reason] ?? reason;

const formatWords: Readonly<Record<string, string>> = {
  'date-time': 'date and time',
  'integer-string': 'integer as text',
  'number-string': 'number as text',
  'prefixed-id': 'id with prefix',
};
export const formatWord = (format: string): string => formatWords[format] ?? format;

/** First letter large, for the start of a line. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
