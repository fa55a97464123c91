/** IMEI. */
import { digitsOf, isTrivial, luhn } from '../check-digits.ts';
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'imei',
  title: 'IMEI',
  category: 'device',
  sensitivity: 'personal',
  description: "Fifteen digits with Luhn's check digit in a field named for it or for a device.",
  reads: {
    lengthMin: 15,
    lengthMax: 18,
    someOf: DIGIT,
    numbers: true,
    names: ['imei', 'imei number', 'device imei', 'imei 1', 'imei 2'],
  },
  considers: (context) => context.topics.has('device'),
  detect(value, context) {
    const digits = digitsOf(value);
    if (
      digits.length !== 15 ||
      !/^\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d$/.test(value) ||
      isTrivial(digits) ||
      !luhn(digits)
    )
      return 0;
    return context.named ? 0.97 : context.topics.has('device') && !context.topics.has('technical') ? 0.6 : 0;
  },
  examples: {
    hits: [
      { value: '490154203237518', field: 'imei' },
      { value: '49-015420-323751-8', field: 'device.imei' },
    ],
    misses: [
      { value: '490154203237518' },
      { value: '490154203237519', field: 'imei' },
      { value: '170000000000000', field: 'imei' },
    ],
  },
});
