/** Vehicle identification number. */
import { ALPHANUMERIC, DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** Values of the characters 0-9, A-H, J-N, P, R, S-Z. */
const transliterated = '012345678912345678123457923456789';

export default defineDataClass({
  id: 'vehicle-vin',
  title: 'Vehicle identification number',
  category: 'device',
  sensitivity: 'personal',
  description:
    'Seventeen characters without I, O and Q with the check digit of ISO 3779; without it only in a field named for it.',
  reads: {
    allOf: DIGIT,
    characters: ALPHANUMERIC,
    lengthMin: 17,
    lengthMax: 17,
    names: [
      'vin',
      'vehicle identification number',
      'chassis number',
      'fahrgestellnummer',
      'numero de bastidor',
      'fin',
    ],
  },
  detect(value, context) {
    if (!/^[A-HJ-NPR-Z0-9]{17}$/i.test(value) || !/[A-Z]/i.test(value) || !/\d{4}$/.test(value)) return 0;
    const text = value.toUpperCase();
    let sum = 0;
    for (let i = 0; i < 17; i += 1)
      sum +=
        (weights[i] ?? 0) *
        Number(transliterated.charAt('0123456789ABCDEFGHJKLMNPRSTUVWXYZ'.indexOf(text.charAt(i))));
    const check = sum % 11;
    if ((check === 10 ? 'X' : String(check)) === text.charAt(8))
      return context.named ? 0.97 : context.topics.has('vehicle') ? 0.8 : 0.6;
    return context.named ? 0.8 : 0;
  },
  examples: {
    hits: [{ value: '1M8GDM9AXKP042788' }, { value: 'WVWZZZ1JZXW000001', field: 'vin' }],
    misses: [{ value: '1M8GDM9A1KP042788' }, { value: 'ABCDEFGHJKLMNPRST' }, { value: '41111111111111111' }],
  },
});
