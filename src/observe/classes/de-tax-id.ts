/** German tax identification number. */
import { DIGIT } from '../characters.ts';
import { digitsOf, isTrivial, mod11_10 } from '../check-digits.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'de-tax-id',
  title: 'German tax identification number',
  category: 'government-id',
  sensitivity: 'restricted',
  description:
    'Eleven digits, one of the first ten repeated, with the check digit of ISO 7064 MOD 11,10, in a field named for it.',
  reads: {
    lengthMin: 11,
    lengthMax: 14,
    someOf: DIGIT,
    numbers: true,
    names: ['steuer id', 'steuerid', 'steueridentifikationsnummer', 'idnr', 'steuernummer', 'tax id', 'tin'],
    nameNeeded: true,
  },
  detect(value) {
    const digits = digitsOf(value);
    if (digits.length !== 11 || digits.charCodeAt(0) === 48 || isTrivial(digits)) return 0;
    const distinct = new Set(digits.slice(0, 10)).size;
    return (distinct === 9 || distinct === 8) && mod11_10(digits) ? 0.95 : 0;
  },
  examples: {
    hits: [
      { value: '86095742719', field: 'steuerId' },
      { value: '47036892816', field: 'idnr' },
    ],
    misses: [{ value: '86095742719' }, { value: '86095742718', field: 'steuerId' }],
  },
});
