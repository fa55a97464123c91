/** Given name. */
import { defineDataClass } from './data-class.ts';

const nameLike = /^\p{L}[\p{L}\p{M}'’. -]{0,59}$/u;
const notNames = /^(?:null|none|undefined|unknown|true|false|test|n\/a)$/i;
/** The bare word for a name in some languages also names things: there a capital is asked for. */
const onlyName = /^ (?:nombre|nome) $/;

export default defineDataClass({
  id: 'given-name',
  title: 'Given name',
  category: 'identity',
  sensitivity: 'personal',
  description: 'A word or two in a field named for it.',
  reads: {
    lengthMin: 1,
    lengthMax: 60,
    names: [
      'first name',
      'given name',
      'forename',
      'nombre',
      'nombre de pila',
      'prenom',
      'vorname',
      'nome',
      'voornaam',
      'imie',
      'etunimi',
      'fornamn',
      'middle name',
      'second name',
      'fname',
      'preferred name',
      'nickname',
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
      { value: 'Ana', field: 'firstName' },
      { value: 'María José', field: 'nombre' },
      { value: 'Jürgen', field: 'vorname' },
      { value: 'ana', field: 'first_name' },
    ],
    misses: [
      { value: '12', field: 'firstName' },
      { value: 'Ana', field: 'status' },
      { value: 'null', field: 'firstName' },
      { value: 'https://x.org', field: 'lastName' },
    ],
  },
});
