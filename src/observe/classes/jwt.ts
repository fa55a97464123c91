/** JSON Web Token. */
import { DOT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

/** `eyJ` and `ewo` are how `{"` and `{` with a line break begin in base64. */
const whole = /^e(?:yJ|wo|yA)[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){0,2}$/;
const within = /\beyJ[A-Za-z0-9_-]{6,}\.eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]+/;

export default defineDataClass({
  id: 'jwt',
  title: 'JSON Web Token',
  category: 'credential',
  sensitivity: 'restricted',
  description: 'Three parts in base64url, the first a header that begins an object (RFC 7519).',
  reads: { lengthMin: 30, lengthMax: 2048, someOf: DOT },
  detect(value) {
    if (value.charCodeAt(0) !== 101 && !value.includes('eyJ')) return 0;
    return whole.test(value) ? 0.98 : value.includes(' ') && within.test(value) ? 0.85 : 0;
  },
  examples: {
    hits: [
      { value: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwYXRfMTIifQ.c2lnbmF0dXJlc2lnbmF0dXJl' },
      { value: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwYXRfMTIifQ.c2lnbmF0dXJl' },
    ],
    misses: [
      { value: 'eyes.are.open-and-wide-awake-today' },
      { value: 'www.clinic.example.org/some/path' },
      { value: '1.2.3' },
    ],
  },
});
