/** API key. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

/** Prefixes that issuers document so that leaked keys are found. */
const issued =
  /^(?:(?:sk|rk|pk|whsec)_(?:live_|test_|prod_)?[A-Za-z0-9]{16,}|sk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{20,}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,}|glpat-[A-Za-z0-9_-]{20,}|xox[abeprs]-[A-Za-z0-9-]{10,}|AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{20,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|key-[0-9a-f]{32}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{32,}|dop_v1_[0-9a-f]{64}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|hf_[A-Za-z0-9]{30,}|hst_[A-Za-z0-9_-]{16,}|hv[sb]\.[A-Za-z0-9_-]{20,}|dapi[0-9a-f]{32}|sq0(?:atp|csp)-[A-Za-z0-9_-]{20,}|AC[0-9a-f]{32}|NRAK-[A-Z0-9]{27}|lin_api_[A-Za-z0-9]{30,}|figd_[A-Za-z0-9_-]{30,}|[a-z]{2,12}_(?:live|test|prod|sandbox|key|sk|secret|api)_[A-Za-z0-9]{12,})$/;
const within =
  /\b(?:sk_live_[A-Za-z0-9]{16,}|gh[pousr]_[A-Za-z0-9]{30,}|glpat-[A-Za-z0-9_-]{20,}|xox[abeprs]-[A-Za-z0-9-]{10,}|AIza[A-Za-z0-9_-]{35}|sk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,})/;

export default defineDataClass({
  id: 'api-key',
  title: 'API key',
  category: 'credential',
  sensitivity: 'restricted',
  description: 'A key by the prefix of its issuer, or a random text in a field named for a key or a secret.',
  reads: {
    elsewhere: { allOf: DIGIT },
    lengthMin: 16,
    lengthMax: 1024,
    names: [
      'api key',
      'apikey',
      'api token',
      'api secret',
      'secret',
      'client secret',
      'secret key',
      'app secret',
      'app key',
      'private key',
      'access key',
      'signing secret',
      'signing key',
      'webhook secret',
      'encryption key',
      'shared secret',
      'consumer secret',
      'consumer key',
      'integration key',
      'service key',
      'license key',
      'partner key',
      'clave api',
      'schlussel',
      'cle api',
    ],
  },
  detect(value, context) {
    if (issued.test(value)) return 0.97;
    if (value.includes(' ')) return value.length <= 512 && within.test(value) ? 0.85 : 0;
    if (!context.named || !/^[A-Za-z0-9._~+/=:-]+$/.test(value) || /^https?:/.test(value)) return 0;
    return new Set(value).size >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value) ? 0.9 : 0;
  },
  examples: {
    hits: [
      { value: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' },
      { value: 'ghp_16C7e42F292c6912E7710c838347Ae178B4a' },
      { value: '9f86d081884c7d659a2feaa0c55ad015', field: 'apiKey' },
      { value: 'q7Lw9xZt2Vb8Nm4K', field: 'clientSecret' },
      { value: 'xoxb-123456789012-abcdefABCDEF' },
    ],
    misses: [
      { value: '9f86d081884c7d659a2feaa0c55ad015' },
      { value: 'sk_test' },
      { value: 'primary', field: 'keyName' },
      { value: 'https://keys.clinic.org/v1/all', field: 'apiKey' },
      { value: '550e8400-e29b-41d4-a716-446655440000', field: 'id' },
    ],
  },
});
