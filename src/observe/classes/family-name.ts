/** Family name. */
import { defineDataClass } from './data-class.ts';

const nameLike = /^\p{L}[\p{L}\p{M}'’. -]{0,59}$/u;
const notNames = /^(?:null|none|undefined|unknown|true|false|test|n\/a)$/i;
/** The bare word for a name in some languages also names things: there a capital is asked for. */
const onlyName = /^ (?:nombre|nome) $/;

export default defineDataClass({
  id: 'family-name',
  title: 'Family name',
  category: 'identity',
  sensitivity: 'personal',
  description: 'A word or two in a field named for it.',
  reads: {
    lengthMin: 1,
    lengthMax: 60,
    names: [
      'last name',
      'family name',
      'surname',
      'apellido',
      'apellidos',
      'primer apellido',
      'segundo apellido',
      'nom de famille',
      'nachname',
      'familienname',
      'cognome',
      'sobrenome',
      'achternaam',
      'nazwisko',
      'sukunimi',
      'efternamn',
      'lname',
      'maiden name',
      'mothers maiden name',
    ],
    nameNeeded: true,
  },
  detect(value, context) {
    if (!nameLike.test(value) || notNames.test(value)) return 0;
    if (onlyName.test(context.name) && !/^\p{Lu}/u.test(value)) return 0;
    return value.length > 1 ? 0.9 : 0.5;
  },
  examples: {
    hits: [
      { value: 'López', field: 'lastName' },
      { value: "O'Brien", field: 'surname' },
      { value: 'van der Berg', field: 'achternaam' },
      { value: 'garcia', field: 'last_name' },
    ],
    misses: [
      { value: '12', field: 'firstName' },
      { value: 'Ana', field: 'status' },
      { value: 'null', field: 'firstName' },
      { value: 'https://x.org', field: 'lastName' },
    ],
  },
});
