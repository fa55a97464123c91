/** Cryptocurrency address. */
import { ALPHANUMERIC, DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'crypto-wallet',
  title: 'Cryptocurrency address',
  category: 'financial',
  sensitivity: 'personal',
  description:
    'An address of Bitcoin or Ethereum by its form; the older Bitcoin form only in a field named for it.',
  reads: {
    lengthMin: 26,
    lengthMax: 74,
    someOf: DIGIT,
    characters: ALPHANUMERIC,
    names: [
      'wallet',
      'wallet address',
      'btc address',
      'eth address',
      'bitcoin address',
      'ethereum address',
      'crypto address',
      'payout address',
    ],
  },
  detect(value, context) {
    if (/^0x[0-9a-fA-F]{40}$/.test(value)) return context.named ? 0.95 : 0.7;
    if (/^bc1[02-9ac-hj-np-z]{11,71}$/.test(value)) return 0.9;
    return context.named && /^[13LMD][1-9A-HJ-NP-Za-km-z]{25,34}$/.test(value) ? 0.85 : 0;
  },
  examples: {
    hits: [
      { value: '0x52908400098527886E0F7030069857D2E4169EE7' },
      { value: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq' },
      { value: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', field: 'wallet' },
    ],
    misses: [{ value: 'd41d8cd98f00b204e9800998ecf8427e' }, { value: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2' }],
  },
});
