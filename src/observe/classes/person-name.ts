/** Name of a person. */
import { isGivenName } from '../given-names.ts';
import { defineDataClass } from './data-class.ts';

const nameLike = /^[\p{L}\p{M}'’., -]{2,120}$/u;
const title = /^(?:dr|dra|prof|mr|mrs|ms|miss|mx|sr|sra|srta|herr|frau|mme|m|don|doña|sig|ing|lic)\.?\s+/iu;
const particle =
  /^(?:de|la|del|las|los|da|do|dos|van|von|der|den|di|el|al|bin|ibn|y|e|du|le|zu|ter|ten|af|st\.?)$/iu;
/** Names of something else. */
const otherNames =
  / (?:user|login|file|host|domain|class|product|company|event|field|brand|clinic|service|plan|role|app|tenant|group|team|project|template|key|unit|drug|medication|city|country|bank|street|department|organization|organisation|business|hospital|pharmacy|insurer|screen|nick|code|short|first|last|given|family|middle|sur|path|table|column|index|queue|bucket|job|task|space|server|device|vendor|merchant|store|shop|region|state|test|category|type|tag|channel|model|package|label|currency|language) (?:name|nombre|nom|nome|naam)s? $/;
/** The nearest name around, past wrappers, is that of a person. */
const ofPerson =
  /^ (?:(?:data|items|item|results|result|list|content|nodes|node|edges|records|record|rows|entries|page|payload|body|attributes|response|me) )*(?:person|people|persons|patients?|users?|customers?|employees?|contacts?|doctors?|physicians?|nurses?|members?|owners?|authors?|guests?|recipients?|senders?|beneficiary|holder|students?|profiles?|applicants?|guardians?|spouse|child|children|parents?|passengers?|drivers?|clients?|staff|practitioners?|insured|subscribers?|personas?|pacientes?|clientes?|usuarios?|empleados?|kunden?|benutzer|mitarbeiter|personnes?|utilisateurs?|assignee|reviewer|buyer|seller|payer|cardholder|viewer|whoami) /;

export default defineDataClass({
  id: 'person-name',
  title: 'Name of a person',
  category: 'identity',
  sensitivity: 'personal',
  description:
    'A full name in a field named for one, or in a field `name` of a person; elsewhere only when it begins with a common given name.',
  reads: {
    lengthMin: 2,
    lengthMax: 120,
    names: [
      'full name',
      'person name',
      'patient name',
      'customer name',
      'user full name',
      'contact name',
      'employee name',
      'doctor name',
      'cardholder',
      'cardholder name',
      'card holder',
      'account holder',
      'account holder name',
      'holder name',
      'beneficiary name',
      'recipient name',
      'sender name',
      'owner name',
      'guardian name',
      'author name',
      'nombre completo',
      'nombre y apellidos',
      'nom complet',
      'vollstandiger name',
      'nome completo',
      'nome e cognome',
      'volledige naam',
      'emergency contact name',
      'next of kin',
      'display name',
      'real name',
      'legal name',
      'maiden name',
      'patient full name',
      'billing name',
      'shipping name',
      'guest name',
      'member name',
      'practitioner name',
      'physician name',
      'nurse name',
    ],
  },
  considers: (context) =>
    / (?:name|nombre|nom|nome|naam|imie|nimi|namn|names|doctor|patient|author|owner|customer|employee|contact|nurse|physician|guardian|recipient|sender|practitioner|assignee|driver|guest|holder|paciente|medico|arzt|cliente|from|to|by|prescriber) $/.test(
      context.name,
    ),
  detect(value, context) {
    if (!nameLike.test(value)) return 0;
    const words = value
      .replace(title, '')
      .split(/[\s,]+/)
      .filter((word) => word !== '');
    const capital = words.every(
      (word) => particle.test(word) || /^[\p{Lu}\u3000-\u9fff\uac00-\ud7af]/u.test(word),
    );
    if (context.named)
      return capital && words.length <= 6 ? 0.9 : words.length === 1 || !capital ? 0.35 : 0.5;
    const known = isGivenName(words[0] ?? '') || (value.includes(',') && isGivenName(words[1] ?? ''));
    if (
      / (name|nombre|nom|nome|naam|imie|nimi|namn)(s)? $/.test(context.name) &&
      !otherNames.test(context.name)
    ) {
      const person = ofPerson.test(context.around);
      if (known && capital && words.length >= 2) return 0.9;
      if (person && capital && words.length >= 2 && words.length <= 5) return 0.75;
      return person && known && capital ? 0.6 : 0;
    }
    if (
      / (doctor|patient|author|owner|customer|employee|contact|nurse|physician|guardian|recipient|sender|practitioner|assignee|driver|guest|holder|paciente|medico|arzt|cliente|from|to|by|signed by|created by|prescriber|prescribed by) $/.test(
        context.name,
      )
    ) {
      return capital && words.length >= 2 && words.length <= 5 && (known || title.test(value)) ? 0.8 : 0;
    }
    return 0;
  },
  examples: {
    hits: [
      { value: 'Wanjiru Kamau', field: 'items.name', path: '/v2/patients' },
      { value: 'Ana López', field: 'fullName' },
      { value: 'Ana Lopez', field: 'patient.name' },
      { value: 'Dr. Maria García Ruiz', field: 'doctor' },
      { value: 'John Smith', field: 'name' },
      { value: 'Anna-Lena Müller', field: 'customer.name' },
      { value: 'Jean de la Tour', field: 'nomComplet' },
      { value: 'Priya Raghunathan', field: 'users.name' },
      { value: 'LOPEZ, Ana', field: 'patientName' },
    ],
    misses: [
      { value: 'Blood Panel', field: 'name', path: '/patients/1/documents' },
      { value: 'Blue Shoes', field: 'product.name' },
      { value: 'Clinic North', field: 'name' },
      { value: 'Amoxicillin', field: 'medication.name' },
      { value: 'main.ts', field: 'fileName' },
      { value: 'Monthly Report', field: 'title' },
      { value: 'active', field: 'status' },
      { value: 'Ana Lopez', field: 'comment' },
      { value: 'api gateway', field: 'service.name' },
      { value: 'Basic Plan', field: 'customer.plan.name' },
      { value: 'eth0', field: 'name' },
      { value: 'Berlin', field: 'city.name' },
    ],
  },
});
