/** Passport number. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'passport-number',
  title: 'Passport number',
  category: 'government-id',
  sensitivity: 'restricted',
  description:
    "Letters and digits of a passport's pattern in a field named for it, or its machine readable line with check digits.",
  reads: {
    elsewhere: { lengthMin: 44 },
    lengthMin: 6,
    lengthMax: 44,
    someOf: DIGIT,
    numbers: true,
    names: [
      'passport',
      'passport number',
      'passport no',
      'pasaporte',
      'numero de pasaporte',
      'reisepass',
      'reisepassnummer',
      'passnummer',
      'passeport',
      'numero passeport',
      'passaporto',
      'paspoort',
      'paspoortnummer',
      'paszport',
      'travel document number',
    ],
  },
  detect(value, context) {
    if (value.length === 44)
      return /^[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{14}[\d<]\d$/.test(value) ? 0.9 : 0;
    return context.named && /^[A-Z]{0,3}\d{5,9}[A-Z]{0,2}$/i.test(value) && value.length <= 12 ? 0.85 : 0;
  },
  examples: {
    hits: [
      { value: 'PAA123456', field: 'passportNumber' },
      { value: '123456789', field: 'passport' },
      { value: 'L898902C36UTO7408122F1204159ZE184226B<<<<<10' },
    ],
    misses: [
      { value: '123456789' },
      { value: 'none', field: 'passport' },
      { value: 'expired', field: 'passportStatus' },
    ],
  },
});
