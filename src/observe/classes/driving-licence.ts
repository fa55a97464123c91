/** Driving licence number. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'driving-licence',
  title: 'Driving licence number',
  category: 'government-id',
  sensitivity: 'restricted',
  description: 'Letters and digits in a field named for it.',
  reads: {
    lengthMin: 5,
    lengthMax: 24,
    someOf: DIGIT,
    names: [
      'driving licence',
      'driving license',
      'drivers license',
      'driver license',
      'driver licence',
      'driving licence number',
      'drivers license number',
      'licencia de conducir',
      'carnet de conducir',
      'fuhrerschein',
      'fuhrerscheinnummer',
      'permis de conduire',
      'patente di guida',
      'rijbewijs',
      'prawo jazdy',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^[A-Z0-9][A-Z0-9 -]{3,22}[A-Z0-9]$/i.test(value) && !/^\d{4}-\d{2}-\d{2}/.test(value) ? 0.8 : 0;
  },
  examples: {
    hits: [
      { value: 'MORGA657054SM9IJ', field: 'drivingLicence' },
      { value: 'D1234567', field: 'driversLicenseNumber' },
    ],
    misses: [
      { value: 'D1234567' },
      { value: '2026-01-01', field: 'drivingLicence' },
      { value: 'yes', field: 'hasDrivingLicence' },
    ],
  },
});
