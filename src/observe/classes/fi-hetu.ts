/** Finnish personal identity code. */
import { isMonthDay } from '../check-digits.ts';
import { ALPHANUMERIC, DIGIT, HYPHEN, PLUS } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const pattern = /^(\d{6})[+\-A-FU-Y](\d{3})([0-9A-FHJ-NPR-Y])$/;

export default defineDataClass({
  id: 'fi-hetu',
  title: 'Finnish personal identity code',
  category: 'government-id',
  sensitivity: 'restricted',
  description: 'DDMMYY, a century sign, a number and the check character (modulo 31).',
  reads: { allOf: DIGIT, characters: ALPHANUMERIC | HYPHEN | PLUS, lengthMin: 11, lengthMax: 11 },
  detect(value) {
    const match = pattern.exec(value);
    if (match === null) return 0;
    const [, date = '', number = '', check = ''] = match;
    if (!isMonthDay(Number(date.slice(2, 4)), Number(date.slice(0, 2)))) return 0;
    return '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(date + number) % 31) === check ? 0.95 : 0;
  },
  examples: {
    hits: [{ value: '131052-308T' }, { value: '131052-308T', field: 'henkilotunnus' }],
    misses: [{ value: '131052-308U' }, { value: '131352-308T' }, { value: '2026-11-21T' }],
  },
});
