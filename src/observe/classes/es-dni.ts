/** Spanish DNI or NIE. */
import { ALPHANUMERIC, DIGIT, DOT, HYPHEN, SPACE } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const pattern = /^([XYZ]?)[- .]?(\d{7,8})[- .]?([A-Z])$/i;

export default defineDataClass({
  id: 'es-dni',
  title: 'Spanish DNI or NIE',
  category: 'government-id',
  sensitivity: 'restricted',
  description: 'Eight digits, or X, Y, Z and seven, with the check letter (modulo 23).',
  reads: { allOf: DIGIT, characters: ALPHANUMERIC | HYPHEN | DOT | SPACE, lengthMin: 9, lengthMax: 12 },
  detect(value) {
    const match = pattern.exec(value);
    if (match === null) return 0;
    const [, lead = '', digits = '', letter = ''] = match;
    const number = Number((lead === '' ? '' : String('XYZ'.indexOf(lead.toUpperCase()))) + digits);
    if (digits.length !== (lead === '' ? 8 : 7) || /^(\d)\1+$/.test(digits)) return 0;
    return 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(number % 23) === letter.toUpperCase() ? 0.9 : 0;
  },
  examples: {
    hits: [
      { value: '87654321X' },
      { value: 'X1234567L' },
      { value: '00000014Z', field: 'nif' },
      { value: '87654321-X' },
    ],
    misses: [{ value: '87654321A' }, { value: '12345678' }, { value: '00000000T' }, { value: 'INV-00042' }],
  },
});
