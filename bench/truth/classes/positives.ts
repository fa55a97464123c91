import { BASE62, DIGITS, HEX, UPPER } from '../random.ts';
import * as check from './check-digits.ts';
import type { Label } from './labels.ts';
import * as v from './values.ts';

/** A field that carries a kind of data; `also` are kinds that nobody would call wrong here. */
export interface Positive {
  readonly label: Label;
  readonly fields: readonly string[];
  readonly value: v.Value;
  readonly also?: readonly Label[];
  readonly sendAs?: 'json' | 'form' | 'query';
}

const row = (
  label: Label,
  fields: string,
  value: v.Value,
  rest: Pick<Positive, 'also' | 'sendAs'> = {},
): Positive => ({ label, fields: fields.split(' '), value, ...rest });
const prose =
  (before: string, value: v.Value, after: string): v.Value =>
  (r) =>
    `${before} ${String(value(r))} ${after}`;

const DASHES = '-----';

export const POSITIVES: readonly Positive[] = [
  row('email address', 'email contactEmail correo adresse_mail x7', v.email),
  row('email address', 'note comment', prose('Please write to', v.email, 'before Friday.')),
  row('email address', 'q filter', v.email, { sendAs: 'query' }),
  row('telephone', 'phone mobile telefono handynummer gsm tel', v.phoneE164),
  row('telephone', 'phoneNumber telefonnummer téléphone', v.phoneNational),
  row('telephone', 'contact', v.phoneE164, { sendAs: 'form' }),
  row(
    'telephone',
    'message',
    prose('Call me on', (r) => `+49 171 ${r.text(DIGITS, 7)}`, 'after six'),
  ),
  row('street address', 'street addressLine1 address', v.streetEnglish),
  row('street address', 'strasse calle indirizzo ulica rue', v.streetAbroad),
  row('street address', 'value line', v.streetAbroad),
  row('postal code', 'postcode zip plz codePostal cap', v.postcode),
  row('full name', 'fullName customerName nombreCompleto cardholder patientName', v.full),
  row('full name', 'name', (r) => v.full(r), { sendAs: 'form' }),
  row('first name', 'firstName given_name vorname prenom nombre', v.given),
  row('last name', 'lastName surname nachname apellido nazwisko', v.family),
  row('birthday', 'dateOfBirth dob birthDate geburtsdatum', v.bornIso),
  row('birthday', 'date_naissance fechaNacimiento geboortedatum birthday', v.bornLocal),
  row('sex', 'gender sex geschlecht sexo', v.words('female', 'male', 'F', 'M', 'diverse')),
  row('login', 'username login benutzername', v.words('jweber', 'mlind', 'oshea77', 'kpatel', 'ewa.n')),
  row('belief', 'religion ethnicity konfession', v.words('catholic', 'muslim', 'jewish', 'hindu', 'none')),
  row(
    'US social security',
    'ssn socialSecurityNumber value',
    (r) => `${r.int(101, 665)}-${r.int(10, 99)}-${r.int(1000, 9999)}`,
  ),
  row(
    'US social security',
    'social_security',
    (r) => `${r.int(101, 665)}${r.int(10, 99)}${r.int(1000, 9999)}`,
  ),
  row('Spanish id', 'dni nif documento ref', check.spanishDni),
  row('French social security', 'nir numeroSecu', check.frenchNir),
  row('Dutch id', 'bsn burgerservicenummer', check.dutchBsn),
  row('Italian tax code', 'codiceFiscale cf ref', check.codiceFiscale),
  row('Brazilian tax number', 'cpf', check.brazilianCpf),
  row('Brazilian tax number', 'documento doc', (r) =>
    check.brazilianCpf(r).replace(/(\d{3})(\d{3})(\d{3})/, '$1.$2.$3-'),
  ),
  row('Indian id', 'aadhaar aadhaarNumber', (r) => check.aadhaar(r).replace(/(\d{4})(?=\d)/g, '$1 ')),
  row('Polish id', 'pesel numerPesel', check.polishPesel),
  row('Finnish id', 'hetu henkilotunnus code', check.finnishHetu),
  row('Swedish id', 'personnummer', check.swedishPersonnummer),
  row(
    'British insurance number',
    'nino nationalInsurance',
    (r) =>
      `${r.pick(['AB', 'JK', 'PW', 'SE'])} ${r.int(10, 99)} ${r.int(10, 99)} ${r.int(10, 99)} ${r.pick(['A', 'B', 'C', 'D'])}`,
  ),
  row('British health number', 'nhsNumber nhs_no', check.nhsNumber),
  row('German tax number', 'steuerId idnr taxId', check.germanTaxId),
  row('other national id', 'nationalId idNumber identityNumber', check.southAfricanId),
  row('other national id', 'residentId 身份证号 id_card_no', check.chineseId),
  row(
    'passport',
    'passportNumber passport reisepassNr',
    (r) => `C${r.text('CFGHJKLMNPRTVWXYZ0123456789', 8)}`,
  ),
  row(
    'driving licence',
    'drivingLicenceNumber driverLicense führerscheinnummer',
    (r) => `B${r.text(DIGITS, 2)}${r.text(UPPER, 2)}${r.text(DIGITS, 5)}${r.int(1, 9)}`,
  ),
  row('payment card', 'cardNumber pan number kreditkarte', v.card),
  row('payment card', 'card numeroCarta', (r) => v.spaced(check.withLuhn(`4${r.text(DIGITS, 14)}`))),
  row('payment card', 'memo text', prose('charged to', v.card, 'yesterday')),
  row('payment card', 'cc_number', v.card, { sendAs: 'form' }),
  row('card security code', 'cvv cvc securityCode', (r) => r.text(DIGITS, 3)),
  row(
    'card expiry',
    'expiry expirationDate cardExpiry',
    (r) => `${String(r.int(1, 12)).padStart(2, '0')}/${r.int(27, 32)}`,
  ),
  row('bank account (IBAN)', 'iban account kontonummer creditor', v.anyIban, {
    also: ['bank account (national)'],
  }),
  row('bank account (IBAN)', 'reference iban', (r) => v.spaced(v.anyIban(r))),
  row(
    'bank code',
    'bic swift swiftCode',
    v.words('DEUTDEFF', 'BNPAFRPPXXX', 'NWBKGB2L', 'ABNANL2A', 'INGBNL2A'),
  ),
  row('bank account (national)', 'accountNumber bankAccountNumber', (r) => r.text(DIGITS, 8)),
  row('salary', 'salary annualIncome gehalt salaire', (r) => r.int(24, 190) * 1000),
  row('crypto wallet', 'wallet btcAddress', (r) => `bc1q${r.text('023456789acdefghjklmnpqrstuvwxyz', 38)}`),
  row('crypto wallet', 'to payoutAddress', (r) => `0x${r.text(HEX, 40)}`),
  row(
    'diagnosis code',
    'icd10 diagnosisCode icdCode',
    v.words('E11.9', 'I10', 'F32.1', 'C50.911', 'J45.909', 'B20'),
  ),
  row(
    'diagnosis in words',
    'diagnosis befund diagnostic',
    v.words('Type 2 diabetes mellitus', 'Major depressive disorder', 'Essential hypertension', 'Asthma'),
    { also: ['diagnosis code'] },
  ),
  row(
    'medicine',
    'medication drug medikament',
    v.words('Metformin 500 mg', 'Atorvastatin', 'Sertraline 50mg', 'Ibuprofen', 'Insulin glargine'),
  ),
  row('blood group', 'bloodType blutgruppe bloodGroup', v.words('A+', 'O-', 'AB+', 'B-', '0+')),
  row(
    'insurance membership',
    'insuranceNumber memberId policyHolderNumber versichertennummer',
    (r) => `${r.text(UPPER, 1)}${r.text(DIGITS, 9)}`,
  ),
  row('patient number', 'mrn medicalRecordNumber patientNumber', (r) => r.text(DIGITS, 8)),
  row('body measure', 'bloodPressure', v.words('120/80', '135/85', '142/91', '110/70')),
  row('body measure', 'heartRate bmi bloodGlucose', (r) => r.int(20, 120)),
  row('signed token', 'token idToken value', v.jwt, { also: ['opaque token'] }),
  row('opaque token', 'access_token refreshToken', v.opaque(48)),
  row(
    'password',
    'password passwort contraseña new_password',
    v.words('Sommer2024!', 'hunter22', 'correcthorse', 'S3guro#1'),
  ),
  row('password', 'hash pw', (r) => `$2b$12$${r.text(`${BASE62}./`, 53)}`),
  row('password', 'pwd', v.words('Sommer2024!', 'letmein99'), { sendAs: 'form' }),
  row('one-time code', 'otp verificationCode totp', (r) => r.text(DIGITS, 6)),
  row('API key', 'key value', v.keyed(['gh', 'p_'], 36)),
  row('API key', 'apiKey secretKey', v.keyed(['sk_', 'live_'], 28)),
  row('API key', 'clientSecret client_secret', v.opaque(40)),
  row('cloud key', 'accessKeyId id', v.keyed(['AK', 'IA'], 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), {
    also: ['API key'],
  }),
  row(
    'private key',
    'pem signingKey',
    (r) =>
      `${DASHES}BEGIN PRIVATE KEY${DASHES}\n${r.text(BASE62, 64)}\n${r.text(BASE62, 64)}\n${DASHES}END PRIVATE KEY${DASHES}\n`,
  ),
  row(
    'database address',
    'databaseUrl dsn',
    (r) => `postgres://app:${r.text(BASE62, 12)}@db.internal:5432/main`,
    { also: ['address with password', 'password'] },
  ),
  row(
    'address with password',
    'callback url',
    (r) => `https://deploy:${r.text(BASE62, 14)}@git.partner.example/x.git`,
    { also: ['password', 'database address'] },
  ),
  row('session', 'sessionId sid', v.opaque(32)),
  row('coordinates', 'position geo latlng', (r) => `${v.latitude(r)},${v.longitude(r)}`),
  row('coordinates', 'location home', (r) => ({ lat: v.latitude(r), lng: v.longitude(r) })),
  row('coordinates', 'geometry', (r) => ({ type: 'Point', coordinates: [v.longitude(r), v.latitude(r)] })),
  row('network address', 'ip clientIp remoteAddr', v.ipv4),
  row('network address', 'lastSeenFrom source', v.ipv6),
  row('hardware address', 'mac wifi bssid', v.mac),
  row('phone serial', 'imei deviceImei', (r) => check.withLuhn(`35${r.text(DIGITS, 12)}`)),
  row(
    'advertising id',
    'idfa gaid advertisingId',
    (r) => `${r.text(HEX, 8)}-${r.text(HEX, 4)}-4${r.text(HEX, 3)}-a${r.text(HEX, 3)}-${r.text(HEX, 12)}`,
  ),
  row('vehicle number', 'vin chassis value', check.vin),
  row(
    'licence plate',
    'licensePlate kennzeichen plate',
    (r) => `${r.pick(['B', 'M', 'HH', 'K'])}-${r.text(UPPER, 2)} ${r.int(10, 9999)}`,
  ),
];
