/** Private key. */
import { HYPHEN, SPACE } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'private-key',
  title: 'Private key',
  category: 'credential',
  sensitivity: 'restricted',
  description: 'A private key in PEM or as a JSON Web Key.',
  reads: { elsewhere: { allOf: HYPHEN | SPACE }, lengthMin: 20, lengthMax: 2048, names: ['d'] },
  detect(value, context) {
    if (
      value.includes('-----BEGIN') &&
      /-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----/.test(value)
    )
      return 0.99;
    return context.named && / (?:jwk|keys|key) /.test(context.around) && /^[A-Za-z0-9_-]{40,}$/.test(value)
      ? 0.7
      : 0;
  },
  examples: {
    hits: [
      { value: '-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBg' },
      { value: '-----BEGIN RSA PRIVATE KEY-----' },
      { value: 'q3lHh0vN9bQ2m7c1x8z5w4t6y0u2i3o9p8a7s6d5f4g', field: 'jwk.d' },
    ],
    misses: [
      { value: '-----BEGIN PUBLIC KEY-----MIIBIjANBgkqh' },
      { value: '-----BEGIN CERTIFICATE-----MIIB' },
    ],
  },
});
