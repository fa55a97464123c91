/** US social security number. */
import { isTrivial } from '../check-digits.ts';
import { DIGIT, HYPHEN } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const whole = /^(\d{3})([- ]?)(\d{2})\2(\d{4})$/;
const within = /\b(?:ssn|social security)\D{0,24}(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b/i;
/** Printed in advertising, never valid. */
const reserved = new Set(['078051120', '219099999', '123456789']);

export default defineDataClass({
  id: 'us-ssn',
  title: 'US social security number',
  category: 'government-id',
  sensitivity: 'restricted',
  description: 'AAA-GG-SSSS within the ranges that are issued; bare digits only in a field named for it.',
  reads: {
    elsewhere: { allOf: DIGIT | HYPHEN },
    lengthMin: 9,
    lengthMax: 512,
    someOf: DIGIT,
    numbers: true,
    names: [
      'ssn',
      'social security',
      'social security number',
      'tax id',
      'tin',
      'itin',
      'national id',
      'taxpayer id',
    ],
  },
  detect(value, context) {
    const match = value.length <= 11 ? whole.exec(value) : null;
    if (match !== null) {
      const [, area = '', first = '', group = '', serial = ''] = match;
      const digits = area + group + serial;
      if (
        area === '000' ||
        area === '666' ||
        area >= '900' ||
        group === '00' ||
        serial === '0000' ||
        isTrivial(digits) ||
        reserved.has(digits)
      )
        return 0;
      if (first === '-') return context.named ? 0.97 : 0.7;
      return context.named ? 0.9 : 0;
    }
    return value.length > 11 && within.test(value) ? 0.6 : 0;
  },
  examples: {
    hits: [
      { value: '536-22-8726', field: 'ssn' },
      { value: '536-22-8726' },
      { value: '536228726', field: 'socialSecurityNumber' },
      { value: 'SSN: 536-22-8726 on file' },
    ],
    misses: [
      { value: '000-12-3456' },
      { value: '666-12-3456' },
      { value: '912-12-3456' },
      { value: '123-45-6789' },
      { value: '536228726', field: 'orderNumber' },
      { value: '536228726' },
      { value: '2026-11-211' },
    ],
  },
});
