/** Brazilian CPF. */
import { digitsOf, isTrivial, weightedSum } from '../check-digits.ts';
import { DIGIT, DOT, HYPHEN } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const pattern = /^\d{3}\.?\d{3}\.?\d{3}-?\d{2}$/;

export default defineDataClass({
  id: 'br-cpf',
  title: 'Brazilian CPF',
  category: 'government-id',
  sensitivity: 'restricted',
  description: 'Eleven digits with two check digits; bare digits only in a field named for it.',
  reads: {
    elsewhere: { allOf: DIGIT | DOT | HYPHEN },
    characters: DIGIT | DOT | HYPHEN,
    lengthMin: 11,
    lengthMax: 14,
    someOf: DIGIT,
    numbers: true,
    names: ['cpf', 'cadastro de pessoas fisicas', 'tax id', 'documento', 'cpf cnpj'],
  },
  detect(value, context) {
    if (!pattern.test(value)) return 0;
    const digits = digitsOf(value);
    if (digits.length !== 11 || isTrivial(digits)) return 0;
    const first = ((weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
    const second = ((weightedSum(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
    if (first !== Number(digits.charAt(9)) || second !== Number(digits.charAt(10))) return 0;
    return context.named ? 0.97 : value.length === 14 ? 0.95 : 0;
  },
  examples: {
    hits: [{ value: '529.982.247-25' }, { value: '52998224725', field: 'cpf' }],
    misses: [
      { value: '52998224725' },
      { value: '529.982.247-26' },
      { value: '111.111.111-11' },
      { value: '10.0.0.1' },
    ],
  },
});
