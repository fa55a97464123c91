/** UK national insurance number. */
import { ALPHANUMERIC, DIGIT, SPACE } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const pattern = /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?$/;

export default defineDataClass({
  id: 'uk-nino',
  title: 'UK national insurance number',
  category: 'government-id',
  sensitivity: 'restricted',
  description: 'Two letters that are issued, six digits and A to D.',
  reads: {
    allOf: DIGIT,
    characters: ALPHANUMERIC | SPACE,
    lengthMin: 8,
    lengthMax: 13,
    names: ['nino', 'national insurance', 'national insurance number', 'ni number'],
  },
  detect(value, context) {
    const bare = value.replaceAll(' ', '').toUpperCase();
    if (!pattern.test(bare) || /^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(bare)) return 0;
    return context.named ? 0.97 : bare.length === 9 ? (value.includes(' ') ? 0.85 : 0.7) : 0;
  },
  examples: {
    hits: [{ value: 'AA 12 34 56 C' }, { value: 'JG103759A', field: 'nino' }, { value: 'JG103759A' }],
    misses: [
      { value: 'BG103759A' },
      { value: 'DA103759A' },
      { value: 'QQ123456C' },
      { value: 'INV000042' },
      { value: 'JG103759E' },
    ],
  },
});
