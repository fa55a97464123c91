/** Income or salary. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'income',
  title: 'Income or salary',
  category: 'financial',
  sensitivity: 'personal',
  description: 'A number in a field named for it.',
  reads: {
    lengthMin: 3,
    lengthMax: 16,
    someOf: DIGIT,
    numbers: true,
    names: [
      'salary',
      'income',
      'annual income',
      'net income',
      'gross income',
      'wage',
      'payroll amount',
      'salario',
      'sueldo',
      'ingresos',
      'gehalt',
      'bruttogehalt',
      'nettogehalt',
      'einkommen',
      'salaire',
      'revenu',
      'stipendio',
      'reddito',
      'base salary',
      'yearly salary',
      'monthly salary',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^[€$£]?\d[\d.,' ]{2,14}$/.test(value) ? 0.8 : 0;
  },
  examples: {
    hits: [
      { value: '52000', field: 'salary' },
      { value: '48.500,00', field: 'bruttogehalt' },
    ],
    misses: [
      { value: '52000', field: 'total' },
      { value: 'high', field: 'income' },
    ],
  },
});
