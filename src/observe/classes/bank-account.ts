/** Bank account number. */
import { DIGIT } from '../characters.ts';
import { digitsOf } from '../check-digits.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'bank-account',
  title: 'Bank account number',
  category: 'financial',
  sensitivity: 'restricted',
  description: 'A number in a field named for a bank account, a routing number or a sort code.',
  reads: {
    lengthMin: 5,
    lengthMax: 24,
    someOf: DIGIT,
    numbers: true,
    names: [
      'bank account',
      'bank account number',
      'account number',
      'acct number',
      'routing number',
      'sort code',
      'aba',
      'kontonummer',
      'cuenta bancaria',
      'numero de cuenta',
      'ccc',
      'numero de compte',
      'conto corrente',
      'rekeningnummer',
      'clabe',
      'iban number',
      'aba routing',
    ],
    nameNeeded: true,
  },
  detect(value, context) {
    const digits = digitsOf(value);
    if (!/^[\d -]{5,24}$/.test(value) || digits.length < 6 || digits.length > 20) return 0;
    if (/ (?:account|acct) /.test(context.name) && !context.topics.has('payment')) return 0;
    return 0.8;
  },
  examples: {
    hits: [
      { value: '000123456789', field: 'bankAccountNumber' },
      { value: '12-34-56', field: 'sortCode' },
      { value: '021000021', field: 'routingNumber' },
      { value: '0532013000', field: 'kontonummer' },
    ],
    misses: [
      { value: '000123456789' },
      { value: 'ACC-1', field: 'accountId' },
      { value: '12', field: 'sortCode' },
    ],
  },
});
