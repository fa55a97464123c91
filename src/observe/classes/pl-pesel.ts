/** Polish PESEL. */
import { DIGIT } from '../characters.ts';
import { isMonthDay, isTrivial, weightedSum } from '../check-digits.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'pl-pesel',
  title: 'Polish PESEL',
  category: 'government-id',
  sensitivity: 'restricted',
  description: 'Eleven digits with a date of birth and a check digit, in a field named for it.',
  reads: {
    lengthMin: 11,
    lengthMax: 11,
    characters: DIGIT,
    numbers: true,
    names: ['pesel', 'numer pesel', 'national id', 'national id number', 'nr pesel'],
    nameNeeded: true,
  },
  detect(value) {
    const month = Number(value.slice(2, 4)) % 20;
    if (!isMonthDay(month, Number(value.slice(4, 6))) || isTrivial(value)) return 0;
    return weightedSum(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0 ? 0.97 : 0;
  },
  examples: {
    hits: [
      { value: '44051401359', field: 'pesel' },
      { value: '02070803628', field: 'numerPesel' },
    ],
    misses: [
      { value: '44051401359' },
      { value: '44051401358', field: 'pesel' },
      { value: '99999999999', field: 'pesel' },
    ],
  },
});
