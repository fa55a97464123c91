/** Counts what a capture holds that could not be read, by kind, with a word about the first. */
import type { EvidenceWarning } from '../../../model/sighting.ts';

const kindsMax = 64;

const inWords = {
  'packet-cut': 'packets were captured in part (a longer snap length keeps them whole)',
  'packet-fragment': 'fragments of IP were not put together',
  'stream-gap': 'gaps in streams: packets that the capture does not have',
  'connections-dropped': 'connections were let go of, because too many were open at once',
  'memory-full': 'bodies were not kept, because too much waited at once',
  'not-http': 'connections that spoke something else than HTTP',
  'message-malformed': 'messages that are none of HTTP',
  'header-too-large': 'messages whose header is longer than the bound',
  'length-contradicted': 'messages whose Content-Length is contradicted by what was sent',
  'answer-unpaired': 'answers whose request is not in the capture',
  'request-dropped': 'requests that waited for too long a row of others',
  'http2-unread':
    'connections of HTTP/2 whose header tables are not known (the capture begins later, or has gaps)',
  'tls-unread': 'TLS connections without keys',
  'tls-damaged': 'TLS connections that could not be decrypted to their end',
} as const;

/** What is counted. */
export type TallyCode = keyof typeof inWords;

/** The count of one capture. */
export class Tally {
  readonly #counts = new Map<string, { code: TallyCode; about: string; count: number }>();

  /** `about` tells apart what is counted under one code: a name of a server. */
  add(code: TallyCode, about = ''): void {
    const key = this.#counts.size < kindsMax ? `${code} ${about}` : `${code} `;
    const known = this.#counts.get(key);
    if (known !== undefined) known.count += 1;
    else this.#counts.set(key, { code, about: this.#counts.size < kindsMax ? about : '', count: 1 });
  }

  /** All counts, as warnings about the file. */
  warnings(file: string): EvidenceWarning[] {
    return [...this.#counts.values()].map(({ code, about, count }) => ({
      code,
      detail: `${inWords[code]}${about === '' ? '' : `: ${about}`}`,
      place: { file },
      count,
    }));
  }
}
