import type { Random } from './random.ts';

/** German tax identification number: eleven digits, the last by ISO 7064 MOD 11,10. */
export const taxNumber = (random: Random): string => {
  const digits = `${random.between(1, 9)}${random.digits(9)}`;
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return `${digits}${(11 - product) % 10}`;
};

/** Dutch citizen service number: nine digits that pass the eleven test. */
export const citizenNumber = (random: Random): string => {
  for (;;) {
    const digits = `${random.between(1, 2)}${random.digits(7)}`;
    const rest = Array.from(digits).reduce((sum, digit, at) => sum + Number(digit) * (9 - at), 0) % 11;
    if (rest < 10) return `${digits}${rest}`;
  }
};

/** Spanish DNI: eight digits and the letter of their remainder by 23. */
export const dni = (random: Random): string => {
  const digits = random.digits(8);
  return `${digits}${'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(digits) % 23)}`;
};

/** UK NHS number: ten digits, the last by modulus 11. */
export const nhsNumber = (random: Random): string => {
  for (;;) {
    const digits = `9${random.digits(8)}`;
    const check =
      11 - (Array.from(digits).reduce((sum, digit, at) => sum + Number(digit) * (10 - at), 0) % 11);
    if (check !== 10) return `${digits}${check === 11 ? 0 : check}`;
  }
};

/** German IBAN with valid check digits (ISO 13616). */
export const iban = (random: Random): string => {
  const account = `${random.pick(['50010517', '37040044', '10010010', '20041133'])}${random.digits(10)}`;
  const check = 98n - (BigInt(`${account}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${account}`;
};

/** German health insurance number: a letter, eight digits and a check digit. */
export const insuranceNumber = (random: Random): string => {
  const letter = 'ABCDEFGHJKLMNPQRSTUVWXYZ'.charAt(random.between(0, 23));
  const digits = random.digits(8);
  const all = `${String(letter.charCodeAt(0) - 64).padStart(2, '0')}${digits}`;
  const sum = Array.from(all).reduce((total, digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return `${letter}${digits}${sum % 10}`;
};

/** Whether the digits pass Luhn's test (ISO/IEC 7812-1). */
export const passesLuhn = (number: string): boolean => {
  if (!/^\d{12,19}$/.test(number)) return false;
  const sum = Array.from(number)
    .reverse()
    .reduce((total, digit, at) => {
      const product = Number(digit) * (at % 2 === 0 ? 1 : 2);
      return total + (product > 9 ? product - 9 : product);
    }, 0);
  return sum % 10 === 0;
};

/** A payment card number from a range that networks keep for tests, with Luhn's check digit. */
export const testCardNumber = (random: Random): string => {
  const digits = `400000${random.digits(9)}`;
  for (let check = 0; check < 10; check += 1) if (passesLuhn(`${digits}${check}`)) return `${digits}${check}`;
  return '4242424242424242';
};
