/** Dutch citizen service number (BSN). */
import { DIGIT } from '../characters.ts';
import { digitsOf, isTrivial, weightedSum } from '../check-digits.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'nl-bsn',
  title: 'Dutch citizen service number (BSN)',
  category: 'government-id',
  sensitivity: 'restricted',
  description: 'Nine digits that pass the eleven test, in a field named for it.',
  reads: {
    lengthMin: 8,
    lengthMax: 11,
    someOf: DIGIT,
    numbers: true,
    names: ['bsn', 'burgerservicenummer', 'citizen service number', 'sofinummer', 'sofi nummer'],
    nameNeeded: true,
  },
  detect(value) {
    const digits = digitsOf(value).padStart(9, '0');
    if (digits.length !== 9 || isTrivial(digits)) return 0;
    return weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 ? 0.95 : 0;
  },
  examples: {
    hits: [
      { value: '111222333', field: 'bsn' },
      { value: '123456782', field: 'burgerservicenummer' },
    ],
    misses: [
      { value: '111222333' },
      { value: '111222334', field: 'bsn' },
      { value: '123456782', field: 'orderId' },
    ],
  },
});
