/** Card expiry. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'card-expiry',
  title: 'Card expiry',
  category: 'financial',
  sensitivity: 'personal',
  description: 'A month and a year in a field named for it.',
  reads: {
    lengthMin: 4,
    lengthMax: 10,
    someOf: DIGIT,
    names: [
      'expiry',
      'expires',
      'exp',
      'card expiry',
      'card expiration',
      'expiry month',
      'exp date',
      'expiry date',
      'expiration date',
      'caducidad',
      'ablaufdatum',
      'gultig bis',
      'valid thru',
      'card expiry date',
    ],
    nameNeeded: true,
  },
  detect(value, context) {
    if (
      !/ (?:card|tarjeta|karte|carte|valid|gultig) /.test(`${context.name}${context.around}`) &&
      !context.topics.has('payment')
    )
      return 0;
    return /^(?:0[1-9]|1[0-2]) ?[/-]? ?(?:20)?\d\d$|^20\d\d-(?:0[1-9]|1[0-2])$/.test(value) ? 0.85 : 0;
  },
  examples: {
    hits: [
      { value: '12/28', field: 'card.expiry' },
      { value: '12/28', field: 'cardExpiry' },
      { value: '2028-12', field: 'card.expiryDate' },
    ],
    misses: [
      { value: '12/28', field: 'offer.expiry' },
      { value: '12/28', field: 'date' },
      { value: '2026-01-01', field: 'expiryDate' },
    ],
  },
});
