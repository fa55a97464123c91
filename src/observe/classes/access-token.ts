/** Access or refresh token. */
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'access-token',
  title: 'Access or refresh token',
  category: 'credential',
  sensitivity: 'restricted',
  description: 'A long text without spaces in a field named for a token that opens something.',
  reads: {
    lengthMin: 16,
    lengthMax: 2048,
    names: [
      'token',
      'access token',
      'refresh token',
      'id token',
      'auth token',
      'bearer',
      'bearer token',
      'reset token',
      'verification token',
      'invite token',
      'device token',
      'push token',
      'csrf token',
      'jwt',
      'authorization',
      'auth',
      'zugriffstoken',
      'jeton',
      'magic link token',
      'impersonation token',
    ],
    nameNeeded: true,
  },
  detect(value) {
    if (/\s/.test(value)) return /^bearer \S{16,}$/i.test(value) ? 0.9 : 0;
    return /^[A-Za-z0-9._~+/=:|-]+$/.test(value) &&
      (/\d/.test(value) || /[a-z][A-Z]|[A-Z][a-z]/.test(value)) &&
      new Set(value).size >= 8 &&
      !/^https?:/.test(value)
      ? 0.9
      : 0;
  },
  examples: {
    hits: [
      { value: '9f86d081884c7d659a2feaa0c55ad015', field: 'accessToken' },
      { value: 'v1.MjQ1NjBkYzQtYTc4', field: 'refresh_token' },
      { value: 'tGzv3JOkF0XG5Qx2TlKWIA', field: 'token' },
    ],
    misses: [
      { value: '9f86d081884c7d659a2feaa0c55ad015' },
      { value: 'bearer', field: 'tokenType' },
      { value: '3600', field: 'tokenExpiresIn' },
      { value: 'https://auth.clinic.org/token/verify', field: 'tokenUrl' },
    ],
  },
});
