/** Measure of a body. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'health-measure',
  title: 'Measure of a body',
  category: 'health',
  sensitivity: 'restricted',
  description: 'A value in a field named for a vital sign or a laboratory result.',
  reads: {
    lengthMin: 1,
    lengthMax: 40,
    someOf: DIGIT,
    numbers: true,
    names: [
      'blood pressure',
      'heart rate',
      'pulse rate',
      'glucose',
      'blood sugar',
      'cholesterol',
      'bmi',
      'body mass index',
      'oxygen saturation',
      'spo2',
      'body temperature',
      'systolic',
      'diastolic',
      'hba1c',
      'hemoglobin',
      'respiratory rate',
      'lab value',
      'weight kg',
      'height cm',
      'presion arterial',
      'frecuencia cardiaca',
      'blutdruck',
      'puls',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^[<>]?\d{1,4}(?:[.,/]\d{1,4})?(?: ?[A-Za-z%µ°/²]{1,12})?$/.test(value) ? 0.85 : 0;
  },
  examples: {
    hits: [
      { value: '120/80', field: 'bloodPressure' },
      { value: '72', field: 'heartRate' },
      { value: '5.6 mmol/L', field: 'glucose' },
    ],
    misses: [
      { value: '120', field: 'price' },
      { value: 'normal', field: 'bloodPressure' },
      { value: '72', field: 'rate' },
    ],
  },
});
