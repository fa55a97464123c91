/** Date of birth. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const date =
  /^(?:(?:18|19|20)\d\d[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12]\d|3[01])(?:[T ].{0,24})?|(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|1[0-2]|[A-Za-z]{3,9})[-/. ](?:18|19|20)?\d\d)$/;

export default defineDataClass({
  id: 'date-of-birth',
  title: 'Date of birth',
  category: 'identity',
  sensitivity: 'personal',
  description: 'A date, or a year, in a field named for a birth.',
  reads: {
    lengthMin: 4,
    lengthMax: 35,
    someOf: DIGIT,
    names: [
      'date of birth',
      'dob',
      'birth date',
      'birthdate',
      'birthday',
      'born',
      'born on',
      'birth year',
      'year of birth',
      'fecha nacimiento',
      'fecha de nacimiento',
      'nacimiento',
      'geburtsdatum',
      'geboren',
      'geburtstag',
      'date de naissance',
      'date naissance',
      'naissance',
      'data di nascita',
      'data nascita',
      'data de nascimento',
      'nascimento',
      'geboortedatum',
      'data urodzenia',
      'syntymaaika',
      'fodelsedatum',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return date.test(value) ? 0.95 : /^(?:19|20)\d\d$/.test(value) ? 0.7 : 0;
  },
  examples: {
    hits: [
      { value: '1984-02-29', field: 'dateOfBirth' },
      { value: '29/02/1984', field: 'dob' },
      { value: '1984-02-29T00:00:00Z', field: 'birthDate' },
      { value: '1984', field: 'birthYear' },
      { value: '12.05.1990', field: 'geburtsdatum' },
      { value: '1990-05-12', field: 'fechaNacimiento' },
    ],
    misses: [
      { value: '1984-02-29', field: 'createdAt' },
      { value: '1984-02-29' },
      { value: 'later', field: 'dob' },
      { value: '2026-11-21', field: 'date' },
    ],
  },
});
