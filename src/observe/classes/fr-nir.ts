/** French social security number (NIR). */
import { mod97 } from '../check-digits.ts';
import { DIGIT, DOT, HEX_LOWER, HEX_UPPER, HYPHEN, SPACE } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const pattern = /^[12]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{3}\d{3}\d{2}$/;

export default defineDataClass({
  id: 'fr-nir',
  title: 'French social security number (NIR)',
  category: 'government-id',
  sensitivity: 'restricted',
  description: 'Sex, year, month, department, commune, order and the key 97 minus the remainder.',
  reads: {
    characters: DIGIT | HEX_UPPER | HEX_LOWER | SPACE | DOT | HYPHEN,
    lengthMin: 13,
    lengthMax: 21,
    someOf: DIGIT,
    numbers: true,
    names: [
      'nir',
      'securite sociale',
      'numero de securite sociale',
      'numero securite sociale',
      'insee',
      'nss',
      'carte vitale',
      'social security number',
    ],
  },
  detect(value, context) {
    const bare = value.replace(/[ .-]/g, '').toUpperCase();
    if (!pattern.test(bare)) return 0;
    const digits = bare.slice(0, 13).replace('2A', '19').replace('2B', '18');
    const key = 97 - mod97(digits);
    if (key !== Number(bare.slice(13))) return 0;
    return context.named || bare.length !== value.length ? 0.95 : 0.7;
  },
  examples: {
    hits: [
      { value: '1 84 12 76 451 089 46' },
      { value: '184127645108946', field: 'numeroSecuriteSociale' },
      { value: '255081416802538' },
    ],
    misses: [{ value: '184127645108947' }, { value: '1700000000000' }, { value: '4111111111111111' }],
  },
});
