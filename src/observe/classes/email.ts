/** Email addresses. */
import { AT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const whole = /^[^\s@<>"(),:;]{1,64}@([A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}$/;
const within =
  /(?:^|[\s<("',;:=])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])/;

export default defineDataClass({
  id: 'email',
  title: 'Email address',
  category: 'contact',
  sensitivity: 'personal',
  description: 'An address as RFC 5321 has it, with a domain that has a dot; alone or inside a text.',
  reads: { lengthMin: 6, lengthMax: 2048, someOf: AT },
  detect(value) {
    if (value.length <= 254 && whole.test(value)) return 0.95;
    return value.length > 8 && within.test(value) ? 0.8 : 0;
  },
  examples: {
    hits: [
      { value: 'ana.lopez@clinic.example.org' },
      { value: 'x+tag@mail.co', field: 'username' },
      { value: 'Write to ana@clinic.org before noon', field: 'note' },
      { value: 'Ana <ana@clinic.org>', field: 'from' },
    ],
    misses: [
      { value: 'user@localhost' },
      { value: '@ana' },
      { value: 'a@b' },
      { value: 'npm i react@19.1.0' },
    ],
  },
});
