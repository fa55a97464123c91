/** Telephone number. */
import { digitsOf, isTrivial } from '../check-digits.ts';
import { DIGIT, DOT, HYPHEN, PAREN, PLUS } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

/** Calling codes begin with these; 8xx beyond 80-88 and 21x gaps are left to the length. */
const international =
  /^\+(?:1|7|2\d|3[0-9]|4[0-9]|5[1-8]|6[0-6]|8[1246]|88|9[0-58]|42|37|38|50|59|67|68|69|80|85|87|96|97|99)[\d ().-]{5,20}\d$/;
const national = /^\(?0?\d[\d ()./-]{5,20}\d$/;
/** North American with its separators; no other national form is told by its look alone. */
const formatted = /^(?:\(\d{3}\) ?|\d{3}[-.])[2-9]\d{2}[-.]\d{4}$/;
const within = /(?:^|[\s:(])\+[1-9]\d{0,2}[ .-]?\(?\d{1,4}\)?(?:[ .-]?\d{2,4}){2,4}(?!\d)/;

export default defineDataClass({
  id: 'phone',
  title: 'Telephone number',
  category: 'contact',
  sensitivity: 'personal',
  description:
    'International form (E.164) with a calling code that exists, or a national form in a field named for it.',
  reads: {
    elsewhere: { someOf: PLUS | HYPHEN | DOT | PAREN, allOf: DIGIT },
    lengthMin: 7,
    lengthMax: 2048,
    someOf: DIGIT,
    numbers: true,
    names: [
      'phone',
      'phone number',
      'mobile',
      'mobile number',
      'telephone',
      'tel',
      'telefono',
      'movil',
      'celular',
      'telefon',
      'handy',
      'handynummer',
      'telefonnummer',
      'telefone',
      'cellulare',
      'telephone number',
      'numero de telephone',
      'portable',
      'fax',
      'cell',
      'msisdn',
      'whatsapp',
      'telefoon',
      'puhelin',
      'phones',
      'contact number',
      'emergency contact',
    ],
  },
  detect(value, context) {
    if (value.charCodeAt(0) === 43 && value.length <= 24 && international.test(value)) {
      const digits = digitsOf(value);
      return digits.length >= 8 && digits.length <= 15 && !isTrivial(digits)
        ? context.named
          ? 0.97
          : 0.85
        : 0;
    }
    if (value.length > 24 || /^\p{L}/u.test(value))
      return value.length <= 512 && within.test(value) ? 0.6 : 0;
    if (!context.named) return formatted.test(value) ? 0.6 : 0;
    if (!national.test(value)) return 0;
    const digits = digitsOf(value);
    return digits.length >= 7 && digits.length <= 15 && !isTrivial(digits) ? 0.85 : 0;
  },
  examples: {
    hits: [
      { value: '+34 612 345 678' },
      { value: '+14155550132' },
      { value: '+44 20 7946 0958', field: 'contact' },
      { value: '612 345 678', field: 'telefono' },
      { value: '(415) 555-0132' },
      { value: '0171 2345678', field: 'mobileNumber' },
      { value: '5550132987', field: 'phone' },
      { value: 'Please call +49 171 2345678 today' },
    ],
    misses: [
      { value: '1700000000000' },
      { value: '2026-11-21' },
      { value: '+1.5' },
      { value: '12345678' },
      { value: '1234567', field: 'orderNumber' },
      { value: 'unknown', field: 'phone' },
      { value: '10.0.0.1' },
      { value: '550e8400-e29b-41d4-a716-446655440000' },
      { value: '4', field: 'phoneCount' },
      { value: '42', field: 'mobile' },
    ],
  },
});
