/** Postal code. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const pattern =
  /^(?:\d{4,6}|\d{5}-\d{3,4}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4} ?[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{2}-\d{3}|\d{3} \d{2}|[A-Z]{1,2}-\d{4,5})$/i;

export default defineDataClass({
  id: 'postcode',
  title: 'Postal code',
  category: 'contact',
  sensitivity: 'personal',
  description: 'A code of a known pattern in a field named for it.',
  reads: {
    lengthMin: 4,
    lengthMax: 10,
    someOf: DIGIT,
    numbers: true,
    names: [
      'postcode',
      'post code',
      'postal code',
      'zip',
      'zip code',
      'codigo postal',
      'cp',
      'code postal',
      'plz',
      'postleitzahl',
      'cap',
      'cep',
      'kod pocztowy',
      'postinumero',
      'postnummer',
      'postal',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return pattern.test(value) ? 0.85 : 0;
  },
  examples: {
    hits: [
      { value: '28013', field: 'postalCode' },
      { value: 'SW1A 1AA', field: 'postcode' },
      { value: '94103-1234', field: 'zip' },
      { value: '1012 AB', field: 'postcode' },
      { value: '75001', field: 'codePostal' },
      { value: 'K1A 0B1', field: 'postal_code' },
    ],
    misses: [
      { value: '28013', field: 'amount' },
      { value: '28013' },
      { value: 'zip', field: 'zip' },
      { value: '1', field: 'postcode' },
      { value: 'file.zip', field: 'zip' },
    ],
  },
});
