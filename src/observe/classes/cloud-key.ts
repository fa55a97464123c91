/** Cloud access key. */
import { DIGIT, HEX_UPPER } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const keyId =
  /(?:^|[^A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z2-7]{12}[A-Z0-9]{4}(?![A-Za-z0-9])|^LTAI[A-Za-z0-9]{12,20}$/;

export default defineDataClass({
  id: 'cloud-key',
  title: 'Cloud access key',
  category: 'credential',
  sensitivity: 'restricted',
  description: 'Key ids and secrets of cloud providers by their form.',
  reads: {
    elsewhere: { allOf: DIGIT | HEX_UPPER },
    lengthMin: 16,
    lengthMax: 2048,
    names: [
      'aws secret access key',
      'secret access key',
      'aws secret',
      'aws secret key',
      'storage account key',
    ],
  },
  detect(value, context) {
    if (keyId.test(value)) return 0.97;
    if (/"private_key_id"|AccountKey=[A-Za-z0-9+/=]{40,}/.test(value)) return 0.95;
    return context.named && /^[A-Za-z0-9+/]{40}$/.test(value) ? 0.95 : 0;
  },
  examples: {
    hits: [
      { value: 'AKIAIOSFODNN7EXAMPLE' },
      { value: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', field: 'awsSecretAccessKey' },
      { value: 'uses ASIAIOSFODNN7EXAMPLE here' },
    ],
    misses: [
      { value: 'AKIAIOSF' },
      { value: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
      { value: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' },
    ],
  },
});
