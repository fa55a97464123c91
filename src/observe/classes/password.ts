/** Password. */
import { OTHER } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'password',
  title: 'Password',
  category: 'credential',
  sensitivity: 'restricted',
  description:
    'Any text in a field named for a password, a PIN or its hash; and a password hash by its form.',
  reads: {
    elsewhere: { lengthMin: 20, allOf: OTHER },
    lengthMin: 1,
    lengthMax: 256,
    names: [
      'password',
      'passwd',
      'pwd',
      'passphrase',
      'pass',
      'new password',
      'old password',
      'current password',
      'confirm password',
      'password confirmation',
      'password hash',
      'contrasena',
      'clave',
      'clave acceso',
      'passwort',
      'kennwort',
      'mot de passe',
      'senha',
      'wachtwoord',
      'haslo',
      'salasana',
      'losenord',
      'pin',
      'pin code',
      'temporary password',
      'security answer',
    ],
  },
  detect(value, context) {
    if (/^\$(?:2[abxy]|argon2(?:i|d|id)|6|5|1|scrypt|pbkdf2[\w-]*)\$\S{10,}$/.test(value)) return 0.97;
    if (!context.named) return 0;
    return /^(?:true|false|null|none|required|optional|password|weak|strong|expired)$/i.test(value) ||
      /^\d{4}-\d{2}-\d{2}/.test(value)
      ? 0
      : 0.95;
  },
  examples: {
    hits: [
      { value: 'correct horse', field: 'password' },
      { value: '1234', field: 'pin' },
      { value: 'hunter2', field: 'newPassword' },
      { value: '$2b$12$KIXQ4S1lN8y1G8pQ5C3hEuJk2m7z', field: 'hash' },
      { value: 'geheim', field: 'passwort' },
      { value: 'x', field: 'contrasena' },
    ],
    misses: [
      { value: 'correct horse' },
      { value: 'true', field: 'passwordExpired' },
      { value: '2026-11-21T00:00:00Z', field: 'passwordChangedAt' },
      { value: 'password', field: 'password' },
    ],
  },
});
