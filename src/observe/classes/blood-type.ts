/** Blood group. */
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'blood-type',
  title: 'Blood group',
  category: 'health',
  sensitivity: 'restricted',
  description: 'A group of the ABO system with its rhesus sign, in a field named for it.',
  reads: {
    lengthMin: 1,
    lengthMax: 12,
    names: [
      'blood type',
      'blood group',
      'grupo sanguineo',
      'blutgruppe',
      'groupe sanguin',
      'gruppo sanguigno',
      'bloedgroep',
      'rh factor',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^(?:A|B|AB|O|0)(?: ?(?:\+|-|−|pos(?:itive)?|neg(?:ative)?|rh[+-]))?$/i.test(value) ? 0.95 : 0;
  },
  examples: {
    hits: [
      { value: 'A+', field: 'bloodType' },
      { value: 'O-', field: 'blood_group' },
      { value: 'AB neg', field: 'grupoSanguineo' },
    ],
    misses: [{ value: 'A+' }, { value: 'A+', field: 'grade' }, { value: 'unknown', field: 'bloodType' }],
  },
});
