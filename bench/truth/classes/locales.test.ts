import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { random } from '../random.ts';
import { classCases } from './cases.ts';
import { LOCALE_POSITIVES } from './locale-positives.ts';
import { LOCALES } from './locales.ts';

/** Lengths of the IBAN registry (ISO 13616). */
const LENGTHS: Readonly<Record<string, number>> = {
  AE: 23,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IT: 27,
  LV: 21,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  TR: 26,
  UA: 29,
};

const remainder = (iban: string) =>
  BigInt(
    Array.from(iban.slice(4) + iban.slice(0, 4), (one) =>
      /\d/.test(one) ? one : String(one.charCodeAt(0) - 55),
    ).join(''),
  ) % 97n;

describe('the places whose data is made up', () => {
  it('are many, each with a name for every kind of field', () => {
    assert.ok(LOCALES.length >= 25);
    for (const place of LOCALES) assert.equal(place.fields.split(' ').length, 9, place.id);
    assert.equal(new Set(LOCALES.map((place) => place.id)).size, LOCALES.length);
  });

  it('have account numbers of the right length that pass modulo 97', () => {
    const r = random(5);
    for (const positive of LOCALE_POSITIVES.filter((one) => one.label === 'bank account (IBAN)')) {
      const value = String(positive.value(r)).replaceAll(' ', '');
      assert.equal(value.length, LENGTHS[value.slice(0, 2)], value);
      assert.equal(remainder(value), 1n, value);
    }
  });

  it('give one case each its own id', () => {
    const cases = classCases(3);
    assert.equal(new Set(cases.map((one) => one.id)).size, cases.length);
  });
});
