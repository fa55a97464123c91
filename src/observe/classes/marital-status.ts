/** Marital status. */
import { defineDataClass } from './data-class.ts';

const statuses =
  /^(?:single|married|divorced|widowed|separated|partnered|soltero|soltera|casado|casada|divorciado|divorciada|viudo|viuda|ledig|verheiratet|geschieden|verwitwet|célibataire|marié|mariée|celibe|nubile|sposato|sposata)$/iu;

export default defineDataClass({
  id: 'marital-status',
  title: 'Marital status',
  category: 'identity',
  sensitivity: 'personal',
  description: 'A value that names a marital status, in a field named for it.',
  reads: {
    lengthMin: 4,
    lengthMax: 24,
    names: [
      'marital status',
      'civil status',
      'estado civil',
      'familienstand',
      'etat civil',
      'situation familiale',
      'stato civile',
      'burgerlijke staat',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return statuses.test(value) ? 0.85 : 0;
  },
  examples: {
    hits: [
      { value: 'married', field: 'maritalStatus' },
      { value: 'soltero', field: 'estadoCivil' },
    ],
    misses: [
      { value: 'married', field: 'status' },
      { value: 'open', field: 'maritalStatus' },
    ],
  },
});
