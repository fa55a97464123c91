/** Ethnic origin, religion or orientation. */
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'ethnicity',
  title: 'Ethnic origin, religion or orientation',
  category: 'identity',
  sensitivity: 'restricted',
  description: 'A word in a field named for what GDPR article 9 protects.',
  reads: {
    lengthMin: 2,
    lengthMax: 60,
    names: [
      'ethnicity',
      'ethnic group',
      'race',
      'religion',
      'religious affiliation',
      'sexual orientation',
      'political affiliation',
      'union membership',
      'etnia',
      'religiosidad',
      'konfession',
      'ethnische herkunft',
      'orientacion sexual',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^\p{L}[\p{L} /-]{1,59}$/u.test(value) ? 0.8 : 0;
  },
  examples: {
    hits: [
      { value: 'Catholic', field: 'religion' },
      { value: 'Hispanic', field: 'ethnicity' },
    ],
    misses: [
      { value: 'Catholic', field: 'school' },
      { value: '12', field: 'religion' },
    ],
  },
});
