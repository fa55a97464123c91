/** One-time code. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'one-time-code',
  title: 'One-time code',
  category: 'credential',
  sensitivity: 'restricted',
  description: 'Four to eight characters in a field named for a code that is used once.',
  reads: {
    lengthMin: 4,
    lengthMax: 10,
    someOf: DIGIT,
    numbers: true,
    names: [
      'otp',
      'otp code',
      'one time code',
      'one time password',
      'verification code',
      'mfa code',
      'totp',
      'sms code',
      'auth code',
      'two factor code',
      '2 fa code',
      'confirmation code',
      'reset code',
      'codigo de verificacion',
      'bestatigungscode',
      'recovery code',
      'backup code',
      'activation code',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^[A-Z0-9]{3,4}-?[A-Z0-9]{1,5}$/i.test(value) ? 0.9 : 0;
  },
  examples: {
    hits: [
      { value: '482913', field: 'otp' },
      { value: '123-456', field: 'verificationCode' },
      { value: '7731', field: 'mfaCode' },
    ],
    misses: [
      { value: '482913' },
      { value: '482913', field: 'areaCode' },
      { value: 'true', field: 'otpEnabled' },
    ],
  },
});
