/** Vehicle registration plate. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'vehicle-plate',
  title: 'Vehicle registration plate',
  category: 'device',
  sensitivity: 'personal',
  description: 'Letters and digits in a field named for it.',
  reads: {
    lengthMin: 4,
    lengthMax: 12,
    someOf: DIGIT,
    names: [
      'license plate',
      'licence plate',
      'plate number',
      'plate',
      'registration plate',
      'vehicle registration',
      'number plate',
      'matricula',
      'kennzeichen',
      'immatriculation',
      'plaque',
      'targa',
      'kenteken',
      'registration number',
      'rejestracja',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^[A-ZÄÖÜ0-9]{1,4}(?:[ -]?[A-ZÄÖÜ0-9]{1,4}){1,3}$/i.test(value) && /[A-Z]/i.test(value) ? 0.85 : 0;
  },
  examples: {
    hits: [
      { value: '1234 BCD', field: 'licensePlate' },
      { value: 'B-MW 4711', field: 'kennzeichen' },
      { value: 'AB12 CDE', field: 'registrationPlate' },
    ],
    misses: [
      { value: '1234 BCD' },
      { value: '2026', field: 'licensePlate' },
      { value: 'pending', field: 'licensePlate' },
    ],
  },
});
