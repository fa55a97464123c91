/** NHS number. */
import { digitsOf, isTrivial, weightedSum } from '../check-digits.ts';
import { DIGIT, HYPHEN, SPACE } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const pattern = /^\d{3}([ -]?)\d{3}\1\d{4}$/;

export default defineDataClass({
  id: 'uk-nhs-number',
  title: 'NHS number',
  category: 'government-id',
  sensitivity: 'restricted',
  description: 'Ten digits with a check digit modulo 11, in a field named for it or written 3 3 4.',
  reads: {
    elsewhere: { allOf: DIGIT | SPACE },
    characters: DIGIT | SPACE | HYPHEN,
    lengthMin: 10,
    lengthMax: 12,
    someOf: DIGIT,
    numbers: true,
    names: ['nhs', 'nhs number', 'nhs no'],
  },
  detect(value, context) {
    if (!pattern.test(value)) return 0;
    const digits = digitsOf(value);
    if (isTrivial(digits)) return 0;
    const check = 11 - (weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    if ((check === 11 ? 0 : check) !== Number(digits.charAt(9))) return 0;
    return context.named ? 0.97 : value.includes(' ') && context.topics.has('medical') ? 0.8 : 0;
  },
  examples: {
    hits: [
      { value: '943 476 5919', field: 'nhsNumber' },
      { value: '9434765919', field: 'nhs' },
      { value: '943 476 5919', field: 'number', path: '/patients' },
    ],
    misses: [{ value: '9434765919' }, { value: '9434765918', field: 'nhs' }, { value: '1700000000' }],
  },
});
