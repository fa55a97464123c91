/** BIC. */
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'bic',
  title: 'BIC',
  category: 'financial',
  sensitivity: 'internal',
  description: 'Eight or eleven characters of ISO 9362 in a field named for it.',
  reads: {
    lengthMin: 8,
    lengthMax: 11,
    names: ['bic', 'swift', 'swift code', 'bic code', 'bank identifier', 'bank identifier code'],
    nameNeeded: true,
  },
  detect(value) {
    return /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(value) ? 0.9 : 0;
  },
  examples: {
    hits: [
      { value: 'DEUTDEFF', field: 'bic' },
      { value: 'CAIXESBBXXX', field: 'swiftCode' },
    ],
    misses: [
      { value: 'DEUTDEFF' },
      { value: 'EMPLOYEE', field: 'type' },
      { value: 'pending1', field: 'bic' },
    ],
  },
});
