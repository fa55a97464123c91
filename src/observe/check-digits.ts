/** Check digits, as the standards define them. All take bare digits (and letters where the scheme has them). */

const digit = (text: string, index: number): number => text.charCodeAt(index) - 48;

/** Luhn, mod 10 (ISO/IEC 7812-1 annex B): cards, IMEI, Swedish numbers. */
export const luhn = (digits: string): boolean => {
  let sum = 0;
  let double = false;
  for (let i = digits.length - 1; i >= 0; i -= 1) {
    let value = digit(digits, i);
    if (double) {
      value *= 2;
      if (value > 9) value -= 9;
    }
    sum += value;
    double = !double;
  }
  return sum % 10 === 0;
};

/** Remainder modulo 97 of a text of digits and upper case letters, letters as 10..35 (ISO/IEC 7064). */
export const mod97 = (text: string): number => {
  let remainder = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    remainder = code <= 57 ? (remainder * 10 + code - 48) % 97 : (remainder * 100 + code - 55) % 97;
  }
  return remainder;
};

const dihedral =
  '0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210';
const permutation = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Verhoeff's scheme over the dihedral group D5: Aadhaar. */
export const verhoeff = (digits: string): boolean => {
  let check = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const row = permutation[i % 8] ?? '';
    check = digit(dihedral, check * 10 + digit(row, digit(digits, digits.length - 1 - i)));
  }
  return check === 0;
};

/** Sum of digits times weights; as many as there are weights. */
export const weightedSum = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * digit(digits, index), 0);

/** ISO/IEC 7064 MOD 11,10: German tax numbers. */
export const mod11_10 = (digits: string): boolean => {
  let product = 10;
  for (let i = 0; i < digits.length - 1; i += 1) {
    let sum = (digit(digits, i) + product) % 10;
    if (sum === 0) sum = 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digit(digits, digits.length - 1);
};

/** One digit all along, or a run up or down: made up or a counter, never issued. */
export const isTrivial = (digits: string): boolean => {
  let same = true;
  let up = true;
  let down = true;
  for (let i = 1; i < digits.length; i += 1) {
    const step = (digit(digits, i) - digit(digits, i - 1) + 10) % 10;
    if (step !== 0) same = false;
    if (step !== 1) up = false;
    if (step !== 9) down = false;
  }
  return same || up || down;
};

/** Does YYMMDD or DDMMYY (given as year, month, day) lie in the calendar? Centuries are not judged. */
export const isMonthDay = (month: number, day: number): boolean =>
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= (month === 2 ? 29 : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);

/** The digits of a text. */
export const digitsOf = (text: string): string => text.replace(/\D+/g, '');
