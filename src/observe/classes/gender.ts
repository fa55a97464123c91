/** Gender or sex. */
import { defineDataClass } from './data-class.ts';

const genders =
  /^(?:m|f|x|d|w|h|v|k|o|u|male|female|man|woman|other|unknown|non-?binary|diverse?|hombre|mujer|masculino|femenino|männlich|weiblich|divers|homme|femme|masculin|féminin|maschio|femmina|mann?|vrouw|mies|nainen|kvinna|she\/her|he\/him|they\/them|transgender|intersex|prefer not to say)$/iu;

export default defineDataClass({
  id: 'gender',
  title: 'Gender or sex',
  category: 'identity',
  sensitivity: 'personal',
  description: 'A value that names a gender, in a field named for it.',
  reads: {
    lengthMin: 1,
    lengthMax: 24,
    names: [
      'gender',
      'sex',
      'sexo',
      'genero',
      'geschlecht',
      'sexe',
      'genre',
      'sesso',
      'genere',
      'geslacht',
      'plec',
      'sukupuoli',
      'kon',
      'gender identity',
      'pronouns',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return genders.test(value) ? 0.9 : 0;
  },
  examples: {
    hits: [
      { value: 'female', field: 'gender' },
      { value: 'M', field: 'sex' },
      { value: 'non-binary', field: 'gender' },
      { value: 'mujer', field: 'sexo' },
      { value: 'weiblich', field: 'geschlecht' },
    ],
    misses: [
      { value: 'female', field: 'connector' },
      { value: 'M', field: 'size' },
      { value: 'yes', field: 'gender' },
    ],
  },
});
