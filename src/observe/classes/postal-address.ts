/** Postal address. */
import { DIGIT, SPACE } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const streetWord =
  /\b(?:street|st\.|road|rd\.?|avenue|ave\.?|lane|drive|boulevard|blvd\.?|terrace|square|court|way|place|calle|avenida|avda\.?|plaza|paseo|carrer|rue|allée|quai|chemin|platz|weg|gasse|allee|via|viale|piazza|corso|rua|travessa|straat|laan|gracht|ulica|ul\.|aleja|katu|tie|gatan|vägen)\b|(?:stra(?:ß|ss)e|str\.|straat|gatan|vägen|weg|gasse|platz|katu|laan)\b/iu;
const numberedStreet =
  /^(?:\d{1,5}[A-Za-z]?,? [\p{L}.' -]{3,80}|[\p{L}.' -]{4,80},? \d{1,5}[A-Za-z]?\b.{0,60})$/u;

export default defineDataClass({
  id: 'postal-address',
  title: 'Postal address',
  category: 'contact',
  sensitivity: 'personal',
  description:
    'A street with a number, by the words that name streets in many languages, or a field named for it.',
  reads: {
    elsewhere: { allOf: DIGIT | SPACE, lengthMax: 160 },
    lengthMin: 5,
    lengthMax: 300,
    names: [
      'address',
      'street',
      'street address',
      'address line',
      'address line 1',
      'address line 2',
      'line 1',
      'line 2',
      'direccion',
      'calle',
      'adresse',
      'rue',
      'strasse',
      'anschrift',
      'indirizzo',
      'via',
      'endereco',
      'rua',
      'straat',
      'adres',
      'ulica',
      'osoite',
      'gata',
      'shipping address',
      'billing address',
      'home address',
      'domicilio',
      'hausnummer',
    ],
  },
  detect(value, context) {
    if (/[@:]|^0x|^[\d.]+$/.test(value)) return 0;
    const street = streetWord.test(value);
    const numbered = /\d/.test(value);
    if (context.named)
      return street || (numbered && /\p{L}{3}/u.test(value))
        ? 0.9
        : value.includes(' ') && /^\p{L}/u.test(value)
          ? 0.5
          : 0;
    return street && numbered && value.length <= 160 && numberedStreet.test(value) ? 0.6 : 0;
  },
  examples: {
    hits: [
      { value: '221B Baker Street', field: 'address' },
      { value: 'Calle Mayor 12, 3B', field: 'direccion' },
      { value: 'Hauptstraße 5', field: 'street' },
      { value: '742 Evergreen Terrace Road' },
      { value: '12 rue de la Paix', field: 'adresse.ligne1' },
      { value: 'Via Roma 10', field: 'addressLine1' },
    ],
    misses: [
      { value: 'ana@clinic.org', field: 'address' },
      { value: '127.0.0.1', field: 'address' },
      { value: '0x52908400098527886E0F7030069857D2E4169EE7', field: 'address' },
      { value: 'https://clinic.org', field: 'address' },
      { value: 'Room 12' },
      { value: 'a walk in the street' },
      { value: 'street fighter' },
      { value: '10.0.0.1' },
    ],
  },
});
