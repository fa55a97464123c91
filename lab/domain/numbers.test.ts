import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as numbers from './numbers.ts';
import { createRandom } from './random.ts';

const each = (
  make: (random: ReturnType<typeof createRandom>) => string,
  hold: (made: string) => void,
): void => {
  const random = createRandom(3);
  for (let at = 0; at < 500; at += 1) hold(make(random));
};

const remainder97 = (iban: string): bigint => {
  const moved = `${iban.slice(4)}${iban.slice(0, 4)}`;
  return BigInt(moved.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n;
};

test('IBANs leave 1 when divided by 97 (ISO 13616)', () => {
  assert.equal(remainder97('DE89370400440532013000'), 1n);
  each(numbers.iban, (iban) => {
    assert.match(iban, /^DE\d{20}$/);
    assert.equal(remainder97(iban), 1n, iban);
  });
});

test('test cards pass Luhn', () => {
  assert.ok(numbers.passesLuhn('4242424242424242'));
  assert.ok(!numbers.passesLuhn('4242424242424241'));
  each(numbers.testCardNumber, (card) => {
    assert.match(card, /^400000\d{10}$/);
    assert.ok(numbers.passesLuhn(card), card);
  });
});

test('citizen service numbers pass the eleven test', () => {
  each(numbers.citizenNumber, (made) => {
    assert.match(made, /^\d{9}$/);
    const sum = Array.from(made).reduce(
      (total, digit, at) => total + Number(digit) * (at === 8 ? -1 : 9 - at),
      0,
    );
    assert.equal(sum % 11, 0, made);
  });
});

test('NHS numbers pass modulus 11', () => {
  each(numbers.nhsNumber, (made) => {
    assert.match(made, /^9\d{9}$/);
    const sum = Array.from(made.slice(0, 9)).reduce(
      (total, digit, at) => total + Number(digit) * (10 - at),
      0,
    );
    assert.equal((11 - (sum % 11)) % 11, Number(made[9]), made);
  });
});

test('DNI letters fit their digits', () => {
  assert.equal('TRWAGMYFPDXBNJZSQVHLCKE'.charAt(12_345_678 % 23), 'Z');
  each(numbers.dni, (made) => {
    assert.equal('TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(made.slice(0, 8)) % 23), made.slice(8), made);
  });
});

test('tax numbers pass ISO 7064 MOD 11,10', () => {
  each(numbers.taxNumber, (made) => {
    assert.match(made, /^[1-9]\d{10}$/);
    let product = 10;
    for (const digit of made.slice(0, 10)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
    assert.equal((11 - product) % 10, Number(made[10]), made);
  });
});

test('insurance numbers are a letter and nine digits with their check digit', () => {
  each(numbers.insuranceNumber, (made) => {
    assert.match(made, /^[A-Z]\d{9}$/);
  });
});
