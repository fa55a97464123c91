/** Address with credentials. */
import { COLON, SLASH } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'url-credentials',
  title: 'Address with credentials',
  category: 'credential',
  sensitivity: 'restricted',
  description: 'A web address with a user and a password before its host, or with a token in its query.',
  reads: { allOf: COLON | SLASH, lengthMin: 14, lengthMax: 2048, someOf: COLON },
  detect(value) {
    if (!/^(?:https?|wss?|ftps?):\/\//i.test(value)) return 0;
    if (/^[a-z]{2,5}:\/\/[^\s/:@]{1,128}:[^\s/@]{1,256}@[^\s]+$/i.test(value)) return 0.95;
    return /[?&](?:access_token|token|api_?key|sig|signature|x-amz-signature|password|secret|code)=[A-Za-z0-9._~%+/-]{12,}/i.test(
      value,
    )
      ? 0.85
      : 0;
  },
  examples: {
    hits: [
      { value: 'https://user:s3cr3t@api.example.org/v1' },
      { value: 'https://files.example.org/x?sig=4f9a8c7b6d5e4f3a2b1c' },
      { value: 'https://clinic.org/reset?token=9f86d081884c7d65' },
    ],
    misses: [
      { value: 'https://clinic.org/a?page=2' },
      { value: 'https://clinic.org:8443/a' },
      { value: 'https://clinic.org/@ana' },
      { value: 'ftp files' },
    ],
  },
});
