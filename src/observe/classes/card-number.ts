/** Payment card number. */
import { DIGIT } from '../characters.ts';
import { digitsOf, isTrivial, luhn } from '../check-digits.ts';
import { defineDataClass } from './data-class.ts';

const shape = /^\d{4,6}(?:[ -]?\d{4,6}){1,3}(?:[ -]?\d{1,3})?$/;
const within = /\b(?:\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}|\d{4}[ -]\d{6}[ -]\d{5}|[3-6]\d{14,15})\b/g;
/** Issuer ranges of ISO/IEC 7812 with the lengths that their networks use. */
const networks = [
  /^4\d{12}(?:\d{3}){0,2}$/,
  /^(?:5[1-5]\d{4}|222[1-9]\d{2}|22[3-9]\d{3}|2[3-6]\d{4}|27[01]\d{3}|2720\d{2})\d{10}$/,
  /^3[47]\d{13}$/,
  /^3(?:0[0-59]|[689]\d)\d{11,16}$/,
  /^6(?:011|4[4-9]\d|5\d{2})\d{12,15}$/,
  /^35(?:2[89]|[3-8]\d)\d{12,15}$/,
  /^62\d{14,17}$/,
  /^(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}$/,
];
const isCard = (digits: string): boolean =>
  digits.length >= 13 &&
  digits.length <= 19 &&
  networks.some((network) => network.test(digits)) &&
  luhn(digits) &&
  !isTrivial(digits);

export default defineDataClass({
  id: 'card-number',
  title: 'Payment card number',
  category: 'financial',
  sensitivity: 'restricted',
  description:
    "13 to 19 digits with Luhn's check digit in the range of a card network; digits without spaces must have the usual length of the network.",
  reads: {
    lengthMin: 13,
    lengthMax: 512,
    someOf: DIGIT,
    numbers: true,
    names: [
      'card number',
      'card',
      'pan',
      'credit card',
      'credit card number',
      'debit card',
      'cc number',
      'ccnum',
      'card no',
      'numero de tarjeta',
      'numero tarjeta',
      'tarjeta',
      'kartennummer',
      'kreditkarte',
      'kreditkartennummer',
      'numero de carte',
      'carte bancaire',
      'numero carta',
      'cartao',
      'primary account number',
      'account number',
    ],
  },
  detect(value, context) {
    if (value.length <= 23) {
      if (!shape.test(value)) return 0;
      const digits = digitsOf(value);
      if (!isCard(digits)) return 0;
      if (context.named || / (?:cards?|tarjetas?|karte|carte) /.test(context.around.slice(0, 24)))
        return 0.97;
      const grouped = digits.length !== value.length;
      if (grouped) return 0.85;
      return context.topics.has('technical') ||
        digits.length > 16 ||
        digits.length < 15 ||
        / (?:id|number|no|ref|code|key) $/.test(context.name)
        ? 0.3
        : 0.7;
    }
    for (const found of value.matchAll(within)) if (isCard(digitsOf(found[0]))) return 0.75;
    return 0;
  },
  examples: {
    hits: [
      { value: '4111111111111111', field: 'cardNumber' },
      { value: '4111 1111 1111 1111' },
      { value: '378282246310005', field: 'pan' },
      { value: '5555555555554444' },
      { value: 'paid with 4242 4242 4242 4242 today' },
      { value: '6011000990139424', field: 'card.number' },
    ],
    misses: [
      { value: '4111111111111112' },
      { value: '1700000000000000' },
      { value: '1234567890123456' },
      { value: '550e8400-e29b-41d4-a716-446655440000' },
      { value: '4111111111111111', field: 'orderId' },
      { value: '1763683200000', field: 'createdAt' },
      { value: '0000000000000000' },
    ],
  },
});
