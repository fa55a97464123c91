/** Field names: their words in any spelling, what they are about, and whether they may be written down at all. */
import type { Topic } from './classes/data-class.ts';
import { isWordy } from './segment-kind.ts';

/**
 * The words of a name, lower case, without accents, one space between and around: `dateOfBirth`, `date_of_birth`, `Date-Of-Birth` all
 * give ` date of birth `. Only the first 64 characters count.
 *
 * @example
 * nameWords('codePostal'); // ' code postal '
 */
export const nameWords = (name: string): string => {
  const folded = name
    .slice(0, 64)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '');
  const split = folded
    .replace(/([a-z\d])([A-Z])/gu, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/gu, '$1 $2')
    .replace(/([A-Za-z])(\d)/gu, '$1 $2')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase();
  return split === '' ? ' ' : ` ${split} `;
};

/** Phrases of up to five words, prepared so that finding those in a name costs a look-up for each run of words, however many there are. */
export class PhraseIndex<T> {
  readonly #spaced = new Map<string, T[]>();
  readonly #glued = new Map<string, T[]>();

  constructor(entries: Iterable<readonly [T, readonly string[]]>) {
    const add = (map: Map<string, T[]>, key: string, value: T): void => {
      const list = map.get(key);
      if (list === undefined) map.set(key, [value]);
      else list.push(value);
    };
    for (const [value, phrases] of entries) {
      for (const phrase of phrases) {
        add(this.#spaced, phrase, value);
        add(this.#glued, phrase.replaceAll(' ', ''), value);
      }
    }
  }

  /** Values whose phrases are whole words of `words`. */
  within(words: string): Set<T> {
    const found = new Set<T>();
    const list = words.trim().split(' ').slice(0, 24);
    for (let from = 0; from < list.length; from += 1) {
      let phrase = '';
      for (let to = from; to < Math.min(list.length, from + 5); to += 1) {
        phrase = to === from ? (list[to] ?? '') : `${phrase} ${list[to] ?? ''}`;
        for (const value of this.#spaced.get(phrase) ?? []) found.add(value);
      }
    }
    return found;
  }

  /**
   * As `within`, and where a name has its words glued together (`useremail`), those that it is, or that it begins or ends with and that
   * have at least five letters.
   */
  inName(words: string): Set<T> {
    const found = this.within(words);
    const joined = words.replaceAll(' ', '').replace(/\d+$/u, '');
    for (const value of this.#glued.get(joined) ?? []) found.add(value);
    for (let length = 5; length < joined.length; length += 1) {
      for (const value of this.#glued.get(joined.slice(0, length)) ?? []) found.add(value);
      for (const value of this.#glued.get(joined.slice(-length)) ?? []) found.add(value);
    }
    return found;
  }
}

const topicPhrases: Readonly<Record<Topic, readonly string[]>> = {
  person: [
    'person',
    'people',
    'patient',
    'patients',
    'user',
    'users',
    'customer',
    'customers',
    'employee',
    'employees',
    'contact',
    'contacts',
    'doctor',
    'doctors',
    'physician',
    'nurse',
    'member',
    'members',
    'owner',
    'author',
    'guest',
    'guests',
    'recipient',
    'sender',
    'beneficiary',
    'holder',
    'student',
    'students',
    'profile',
    'profiles',
    'account holder',
    'applicant',
    'guardian',
    'spouse',
    'child',
    'children',
    'parent',
    'passenger',
    'driver',
    'client',
    'clients',
    'staff',
    'provider',
    'practitioner',
    'practitioners',
    'insured',
    'subscriber',
    'persona',
    'paciente',
    'cliente',
    'usuario',
    'empleado',
    'kunde',
    'kunden',
    'benutzer',
    'mitarbeiter',
    'personne',
    'utilisateur',
    'assignee',
    'reviewer',
    'buyer',
    'seller',
    'payer',
    'cardholder',
    'me',
    'whoami',
    'identity',
  ],
  medical: [
    'patient',
    'patients',
    'medical',
    'medication',
    'medications',
    'medicine',
    'drug',
    'drugs',
    'prescription',
    'prescriptions',
    'diagnosis',
    'diagnoses',
    'diagnostic',
    'clinic',
    'clinical',
    'health',
    'hospital',
    'doctor',
    'doctors',
    'physician',
    'allergy',
    'allergies',
    'treatment',
    'treatments',
    'symptom',
    'symptoms',
    'condition',
    'conditions',
    'encounter',
    'encounters',
    'icd',
    'dosage',
    'dose',
    'pharmacy',
    'lab result',
    'lab results',
    'immunization',
    'vaccination',
    'paciente',
    'receta',
    'diagnostico',
    'medicamento',
    'rezept',
    'diagnose',
    'ordonnance',
    'appointment',
    'appointments',
    'fhir',
  ],
  payment: [
    'payment',
    'payments',
    'card',
    'cards',
    'bank',
    'billing',
    'invoice',
    'invoices',
    'payout',
    'payouts',
    'charge',
    'charges',
    'checkout',
    'transfer',
    'transfers',
    'transaction',
    'transactions',
    'refund',
    'refunds',
    'pago',
    'pagos',
    'tarjeta',
    'zahlung',
    'zahlungen',
    'konto',
    'paiement',
    'wallet',
    'credit',
    'debit',
    'account',
    'accounts',
  ],
  credential: [
    'auth',
    'oauth',
    'login',
    'token',
    'tokens',
    'credential',
    'credentials',
    'session',
    'sessions',
    'password',
    'secret',
    'secrets',
    'signin',
    'apikey',
    'api key',
    'api keys',
    'keys',
  ],
  device: [
    'device',
    'devices',
    'phone',
    'handset',
    'mobile',
    'modem',
    'sim',
    'terminal',
    'sensor',
    'sensors',
    'equipment',
    'gerat',
    'dispositivo',
    'appareil',
  ],
  vehicle: [
    'vehicle',
    'vehicles',
    'car',
    'cars',
    'truck',
    'fleet',
    'fahrzeug',
    'kfz',
    'vehiculo',
    'vehicule',
    'auto',
    'registration',
    'parking',
  ],
  place: [
    'address',
    'addresses',
    'location',
    'locations',
    'geo',
    'position',
    'place',
    'city',
    'street',
    'shipping',
    'billing',
    'delivery',
    'postal',
    'direccion',
    'adresse',
    'anschrift',
    'indirizzo',
    'endereco',
    'adres',
    'coordinates',
  ],
  technical: [
    'order',
    'orders',
    'sequence',
    'seq',
    'timestamp',
    'ts',
    'time',
    'trace',
    'span',
    'request id',
    'version',
    'revision',
    'offset',
    'cursor',
    'page',
    'total',
    'count',
    'size',
    'bytes',
    'duration',
    'sku',
    'product',
    'products',
    'tracking',
    'build',
    'hash',
    'etag',
    'checksum',
    'digest',
    'sha',
    'md',
    'commit',
    'index',
    'at',
    'epoch',
    'ms',
    'amount',
    'price',
    'cents',
    'balance',
    'quantity',
    'uuid',
    'guid',
    'nonce',
    'invoice number',
    'order number',
    'reference',
    'ticket',
    'batch',
  ],
};

const topicIndex = new PhraseIndex<Topic>(
  Object.entries(topicPhrases).map(([topic, phrases]) => [topic as Topic, phrases]),
);

const topicVocabulary = new Set(Object.values(topicPhrases).flat());

/**
 * Of the words of a path, those that say what it is about: at most six, the last one first; a last word that says nothing is ` other `.
 * Few paths differ in them, so places can be shared.
 *
 * @example
 * topicWords(' v 2 patients documents '); // ' other patients '
 */
export const topicWords = (words: string): string => {
  const all = words.trim().split(' ').reverse();
  const [last = ''] = all;
  if (last === '') return ' ';
  const kept = all.filter((word) => topicVocabulary.has(word)).slice(0, 6);
  return ` ${[...(topicVocabulary.has(last) ? [] : ['other']), ...kept].join(' ')} `;
};

/** What names are about. `words` as `nameWords` gives them; several may be joined. */
export const topicsOf = (words: string): ReadonlySet<Topic> => topicIndex.within(words);

const identifier = /^[\p{L}_$@#.-][\p{L}\d_$@#:.[\]-]{0,63}$/u;

/**
 * May this name be written down? Names that look like data (an id, an address, a token, a person) may not: a dictionary keyed by ids must
 * not turn ids into field names. A name in words is fine when each word is one; anything else with a space is not.
 */
export const isPlainName = (name: string): boolean => {
  if (name.length === 0 || name.length > 64 || name === '__proto__') return false;
  if (!identifier.test(name)) return false;
  // Two @ signs or one inside: an address, not an XML attribute or a JSON-LD keyword.
  if (name.lastIndexOf('@') > 0) return false;
  if (/^[0-9a-f-]{8,}$/iu.test(name) && /\d/u.test(name)) return false;
  if (name === 'x5t#S256') return true;
  const words = name.replace(/[^A-Za-z0-9]+/gu, '_');
  if (words.length >= 12)
    return (
      !/[A-Za-z]/u.test(words) ||
      isWordy(words, /^[A-Za-z]?[a-z_]+(?:[A-Z][a-z_]{3,})*$/u.test(words) ? -0.3 : 0.4)
    );
  const digits = words.replace(/\D+/gu, '').length;
  if (digits > 4 || digits * 2 > words.length) return false;
  return words.length < 8 || digits === 0 || isWordy(words);
};
