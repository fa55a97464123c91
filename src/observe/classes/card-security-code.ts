/** Card security code. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'card-security-code',
  title: 'Card security code',
  category: 'financial',
  sensitivity: 'restricted',
  description: 'Three or four digits in a field named for it.',
  reads: {
    lengthMin: 3,
    lengthMax: 4,
    characters: DIGIT,
    numbers: true,
    names: [
      'cvv',
      'cvc',
      'cvv 2',
      'cvc 2',
      'cvv2',
      'cvc2',
      'cid code',
      'card verification',
      'card verification value',
      'card verification code',
      'security code',
      'card security code',
      'csc',
      'codigo de seguridad',
      'prufziffer',
      'kartenprufnummer',
      'cryptogramme',
      'codice di sicurezza',
    ],
    nameNeeded: true,
  },
  detect() {
    return 0.95;
  },
  examples: {
    hits: [
      { value: '123', field: 'cvv' },
      { value: '1234', field: 'cvc' },
      { value: '987', field: 'card.securityCode' },
    ],
    misses: [{ value: '123' }, { value: '123', field: 'areaCode' }, { value: '12', field: 'cvv' }],
  },
});
