/** Indian Aadhaar number. */
import { digitsOf, isTrivial, verhoeff } from '../check-digits.ts';
import { DIGIT, HYPHEN, SPACE } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const pattern = /^[2-9]\d{3}([ -]?)\d{4}\1\d{4}$/;

export default defineDataClass({
  id: 'in-aadhaar',
  title: 'Indian Aadhaar number',
  category: 'government-id',
  sensitivity: 'restricted',
  description:
    "Twelve digits, the first 2 to 9, with Verhoeff's check digit; bare digits only in a field named for it.",
  reads: {
    elsewhere: { someOf: SPACE | HYPHEN },
    characters: DIGIT | SPACE | HYPHEN,
    lengthMin: 12,
    lengthMax: 14,
    someOf: DIGIT,
    numbers: true,
    names: ['aadhaar', 'aadhar', 'uidai', 'aadhaar number', 'uid number'],
  },
  detect(value, context) {
    if (!pattern.test(value)) return 0;
    const digits = digitsOf(value);
    if (digits.length !== 12 || isTrivial(digits) || !verhoeff(digits)) return 0;
    return context.named ? 0.97 : value.length === 14 ? 0.7 : 0;
  },
  examples: {
    hits: [{ value: '234123412346', field: 'aadhaar' }, { value: '2341 2341 2346' }],
    misses: [{ value: '234123412346' }, { value: '2341 2341 2347' }, { value: '170000000000' }],
  },
});
