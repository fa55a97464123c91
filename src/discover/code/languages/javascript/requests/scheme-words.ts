/** Schemes by the words of a guard's name and body. */
import type { AuthScheme } from '../../../../../model/sighting.ts';
import { schemeOf } from '../../../routes/auth-names.ts';

/** The scheme that words speak of; the header alone most often carries a token. */
export function schemeOfWords(words: string): AuthScheme {
  const scheme = schemeOf(words);
  return scheme === 'unknown' && /authorization/i.test(words) ? 'bearer' : scheme;
}
