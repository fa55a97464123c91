/** IBAN. */
import { mod97 } from '../check-digits.ts';
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const lengths =
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SD18SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20';
const within = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;
const isIban = (text: string): boolean => {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  for (let i = 0; i < lengths.length; i += 4) {
    if (lengths.startsWith(text.slice(0, 2), i))
      return (
        text.length === Number(lengths.slice(i + 2, i + 4)) && mod97(text.slice(4) + text.slice(0, 4)) === 1
      );
  }
  return false;
};

export default defineDataClass({
  id: 'iban',
  title: 'IBAN',
  category: 'financial',
  sensitivity: 'restricted',
  description: 'Country, check digits modulo 97 and the length of the country (ISO 13616).',
  reads: { allOf: DIGIT, lengthMin: 15, lengthMax: 512, someOf: DIGIT },
  detect(value) {
    if (value.length <= 42) {
      // Two letters and two digits, before anything dearer.
      const third = value.charCodeAt(2);
      if (value.charCodeAt(0) < 65 || third < 48 || third > 57) return 0;
      const bare = value.replaceAll(/[ -]/g, '').toUpperCase();
      return isIban(bare) ? 0.97 : 0;
    }
    for (const found of value.matchAll(within)) if (isIban(found[0].replaceAll(' ', ''))) return 0.85;
    return 0;
  },
  examples: {
    hits: [
      { value: 'ES91 2100 0418 4502 0005 1332' },
      { value: 'DE89370400440532013000' },
      { value: 'gb82west12345698765432', field: 'account' },
      { value: 'Please pay to DE89 3704 0044 0532 0130 00 until Friday evening' },
    ],
    misses: [
      { value: 'ES91 2100 0418 4502 0005 1333' },
      { value: 'DE8937040044053201300' },
      { value: 'INV-2026-0004200042' },
      { value: 'US89370400440532013000' },
    ],
  },
});
