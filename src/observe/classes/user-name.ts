/** User name. */
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'user-name',
  title: 'User name',
  category: 'identity',
  sensitivity: 'personal',
  description: 'A login name in a field named for it.',
  reads: {
    lengthMin: 2,
    lengthMax: 64,
    names: [
      'username',
      'user name',
      'login',
      'login name',
      'user handle',
      'nombre de usuario',
      'usuario',
      'benutzername',
      'nom d utilisateur',
      'identifiant',
      'nome utente',
      'gebruikersnaam',
      'screen name',
      'preferred username',
      'account name',
    ],
    nameNeeded: true,
  },
  detect(value, context) {
    if (/^[\d.:-]+$/.test(value) || value.includes('@')) return 0;
    return /^[\p{L}\d][\p{L}\d._-]{1,63}$/u.test(value) &&
      !(value.length > 30 && context.topics.has('credential'))
      ? 0.8
      : 0;
  },
  examples: {
    hits: [
      { value: 'ana.lopez', field: 'username' },
      { value: 'drhouse', field: 'login' },
      { value: 'jsmith42', field: 'user_name' },
    ],
    misses: [
      { value: '42', field: 'username' },
      { value: 'ana.lopez', field: 'slug' },
      { value: 'a b', field: 'username' },
      { value: 'true', field: 'enabled' },
    ],
  },
});
