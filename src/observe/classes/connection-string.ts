/** Connection string with a password. */
import { COLON, EQUALS } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'connection-string',
  title: 'Connection string with a password',
  category: 'credential',
  sensitivity: 'restricted',
  description: 'A database address or a list of settings that has a password in it.',
  reads: { someOf: COLON | EQUALS, lengthMin: 12, lengthMax: 2048 },
  detect(value) {
    if (/^[a-z][a-z0-9+]{1,20}:\/\/[^\s:/@]{0,128}:[^\s@]{1,256}@[^\s@]+$/i.test(value))
      return /^(?:https?|wss?|ftp|git|ssh)/i.test(value) ? 0 : 0.97;
    return /(?:^|;)\s*(?:password|pwd|accountkey|sharedaccesskey)\s*=\s*[^;\s]{3,}/i.test(value) &&
      /(?:^|;)\s*(?:server|host|data source|endpoint|defaultendpointsprotocol|user id|uid)\s*=/i.test(value)
      ? 0.95
      : 0;
  },
  examples: {
    hits: [
      { value: 'postgres://app:s3cr3t@db.internal:5432/clinic' },
      { value: 'Server=db;User Id=app;Password=s3cr3t;' },
      { value: 'mongodb+srv://u:p4ss@cluster0.example.net' },
    ],
    misses: [
      { value: 'postgres://db.internal:5432/clinic' },
      { value: 'https://clinic.org:8443/a' },
      { value: 'host=db;port=5432' },
    ],
  },
});
