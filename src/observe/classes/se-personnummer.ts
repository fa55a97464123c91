/** Swedish personal identity number. */
import { isMonthDay, luhn } from '../check-digits.ts';
import { DIGIT, HYPHEN, PLUS } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const pattern = /^((?:18|19|20)?\d{6})([-+]?)(\d{4})$/;

export default defineDataClass({
  id: 'se-personnummer',
  title: 'Swedish personal identity number',
  category: 'government-id',
  sensitivity: 'restricted',
  description:
    "A date of birth and four digits with Luhn's check digit; without its separator only in a field named for it.",
  reads: {
    elsewhere: { someOf: PLUS | HYPHEN },
    characters: DIGIT | PLUS | HYPHEN,
    lengthMin: 10,
    lengthMax: 13,
    someOf: DIGIT,
    numbers: true,
    names: ['personnummer', 'person number', 'personal identity number', 'national id', 'samordningsnummer'],
  },
  detect(value, context) {
    const match = pattern.exec(value);
    if (match === null) return 0;
    const [, date = '', separator = '', number = ''] = match;
    const short = date.slice(-6);
    const day = Number(short.slice(4, 6));
    if (!isMonthDay(Number(short.slice(2, 4)), day > 60 ? day - 60 : day) || !luhn(short + number)) return 0;
    return context.named ? 0.97 : separator !== '' && date.length === 8 ? 0.75 : separator !== '' ? 0.6 : 0;
  },
  examples: {
    hits: [
      { value: '19811218-9876' },
      { value: '8112189876', field: 'personnummer' },
      { value: '811218-9876' },
    ],
    misses: [{ value: '811218-9875' }, { value: '8112189876' }, { value: '20261121-1234' }],
  },
});
