/** Session identifier. */
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'session-id',
  title: 'Session identifier',
  category: 'credential',
  sensitivity: 'restricted',
  description: 'A long random text in a field named for a session.',
  reads: {
    lengthMin: 8,
    lengthMax: 512,
    names: [
      'session',
      'session id',
      'sid',
      'session token',
      'session key',
      'sessionid',
      'phpsessid',
      'jsessionid',
      'sesion',
      'sitzung',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^[A-Za-z0-9._~+/=:%-]+$/.test(value) &&
      new Set(value).size >= 6 &&
      (/\d/.test(value) || value.length >= 16) &&
      !/^\d{4}-\d{2}-\d{2}/.test(value)
      ? 0.85
      : 0;
  },
  examples: {
    hits: [
      { value: 's3ss10n9f86d081884c7d65', field: 'sessionId' },
      { value: '8f3k2m9q7w', field: 'session' },
      { value: '9f86d081884c7d659a2feaa0', field: 'sid' },
    ],
    misses: [
      { value: 's3ss10n9f86d081884c7d65' },
      { value: 'active', field: 'session' },
      { value: '2026-11-21T00:00:00Z', field: 'sessionStart' },
    ],
  },
});
