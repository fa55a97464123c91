/** National identity number. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'national-id',
  title: 'National identity number',
  category: 'government-id',
  sensitivity: 'restricted',
  description:
    'A number in a field named for a national identity, of a country without a check that is known here.',
  reads: {
    lengthMin: 5,
    lengthMax: 24,
    someOf: DIGIT,
    numbers: true,
    names: [
      'national id',
      'national id number',
      'national identity number',
      'identity card',
      'identity card number',
      'id card number',
      'citizen id',
      'personal id number',
      'personal number',
      'documento identidad',
      'documento de identidad',
      'numero de identificacion',
      'cedula',
      'rut',
      'curp',
      'dni',
      'nie',
      'nif',
      'personalausweis',
      'ausweisnummer',
      'ausweis',
      'carte d identite',
      'numero identite',
      'carta d identita',
      'identiteitskaart',
      'dowod osobisty',
      'henkilotunnus',
      'hetu',
      'government id',
      'social insurance number',
      'sin number',
      'tax number',
      'tax id',
      'taxpayer id',
      'sozialversicherungsnummer',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^[A-Z0-9][A-Z0-9. /-]{3,22}[A-Z0-9]$/i.test(value) && !/^\d{4}-\d{2}-\d{2}/.test(value) ? 0.7 : 0;
  },
  examples: {
    hits: [
      { value: '850101-1234567', field: 'nationalId' },
      { value: '12.345.678-5', field: 'rut' },
      { value: 'A1234567', field: 'identityCardNumber' },
    ],
    misses: [
      { value: '2026-01-01', field: 'nationalId' },
      { value: '850101-1234567' },
      { value: 'pending', field: 'nationalIdStatus' },
    ],
  },
});
