/** Insurance or member number. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'insurance-number',
  title: 'Insurance or member number',
  category: 'health',
  sensitivity: 'restricted',
  description: 'A number in a field named for it.',
  reads: {
    lengthMin: 4,
    lengthMax: 32,
    someOf: DIGIT,
    numbers: true,
    names: [
      'insurance number',
      'insurance id',
      'health insurance number',
      'health insurance',
      'insurance policy number',
      'insurance policy',
      'policy number',
      'member number',
      'insurance member id',
      'insurance member',
      'subscriber number',
      'medicare number',
      'medicaid id',
      'krankenversicherungsnummer',
      'versichertennummer',
      'kvnr',
      'numero de seguro',
      'numero seguro',
      'numero afiliado',
      'poliza',
      'tarjeta sanitaria',
      'numero assure',
      'tessera sanitaria',
      'member id',
      'insurance no',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^[A-Z0-9][A-Z0-9 ./-]{2,30}[A-Z0-9]$/i.test(value) &&
      !/^\d{4}-\d{2}-\d{2}/.test(value) &&
      !/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value)
      ? 0.8
      : 0;
  },
  examples: {
    hits: [
      { value: 'A123456780', field: 'insuranceNumber' },
      { value: 'HMO-88231-04', field: 'memberId', path: '/insurance' },
      { value: 'XG-4432-991', field: 'policyNumber' },
    ],
    misses: [
      { value: 'A123456780' },
      { value: '2026-01-01', field: 'insuranceExpiry' },
      { value: 'none', field: 'insuranceNumber' },
    ],
  },
});
