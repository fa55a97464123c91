/** A few classes of data, as people read about them. */
import type { DataClassInfo } from '../ports.ts';

const line = (
  id: string,
  title: string,
  category: string,
  sensitivity: DataClassInfo['sensitivity'],
  description: string,
): DataClassInfo => ({
  id,
  title,
  category,
  sensitivity,
  description,
});

export const fakeDataClasses: readonly DataClassInfo[] = [
  line('email', 'Email address', 'contact', 'personal', 'A mailbox, told by its form.'),
  line(
    'phone',
    'Phone number',
    'contact',
    'personal',
    'National or international, told by its form and the field’s name.',
  ),
  line(
    'person-name',
    'Name of a person',
    'identity',
    'personal',
    'Told by the field’s name and the words in it.',
  ),
  line('date-of-birth', 'Date of birth', 'identity', 'personal', 'A date in a field of that name.'),
  line('postal-address', 'Postal address', 'contact', 'personal', 'Street, city and postcode.'),
  line('national-id', 'National id', 'government-id', 'restricted', 'Told by its check digits.'),
  line('health-code', 'Health code', 'health', 'restricted', 'ICD-10 codes in a medical context.'),
  line('iban', 'Bank account (IBAN)', 'financial', 'restricted', 'ISO 13616, by its check digits.'),
  line('card-number', 'Card number', 'financial', 'restricted', 'By prefix, length and Luhn.'),
  line('password', 'Password', 'credential', 'restricted', 'A field of that name.'),
  line('jwt', 'JSON Web Token', 'credential', 'restricted', 'Three base64url parts with a JOSE header.'),
  line('aws-key', 'AWS access key', 'credential', 'restricted', 'By its prefix and alphabet.'),
  line('secret', 'Other secret', 'credential', 'restricted', 'A random text in a field named for one.'),
  line('ipv4', 'IP address', 'device', 'internal', 'Four octets.'),
];
