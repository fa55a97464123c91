/** Italian codice fiscale. */
import { ALPHANUMERIC, DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const pattern = /^[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPR-T][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/;
/** Values of characters at odd places, for 0-9 and A-Z alike. */
const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

export default defineDataClass({
  id: 'it-codice-fiscale',
  title: 'Italian codice fiscale',
  category: 'government-id',
  sensitivity: 'restricted',
  description: 'Sixteen letters and digits with the check letter.',
  reads: { allOf: DIGIT, characters: ALPHANUMERIC, lengthMin: 16, lengthMax: 16 },
  detect(value) {
    const text = value.toUpperCase();
    if (!pattern.test(text)) return 0;
    let sum = 0;
    for (let i = 0; i < 15; i += 1) {
      const code = text.charCodeAt(i);
      const index = code <= 57 ? code - 48 : code - 65;
      sum += i % 2 === 0 ? (odd[index] ?? 0) : index;
    }
    return String.fromCharCode(65 + (sum % 26)) === text.charAt(15) ? 0.97 : 0;
  },
  examples: {
    hits: [{ value: 'RSSMRA85T10A562S' }, { value: 'rssmra85t10a562s', field: 'codiceFiscale' }],
    misses: [{ value: 'RSSMRA85T10A562A' }, { value: 'ABCDEFGHIJKLMNOP' }, { value: '4111111111111111' }],
  },
});
