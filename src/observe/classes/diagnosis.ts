/** Diagnosis, condition or symptom. */
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'diagnosis',
  title: 'Diagnosis, condition or symptom',
  category: 'health',
  sensitivity: 'restricted',
  description: 'Words in a field named for them.',
  reads: {
    lengthMin: 3,
    lengthMax: 2048,
    names: [
      'diagnosis',
      'diagnoses',
      'diagnostic',
      'medical condition',
      'conditions',
      'condition',
      'symptom',
      'symptoms',
      'allergy',
      'allergies',
      'allergen',
      'illness',
      'disease',
      'chief complaint',
      'reason for visit',
      'anamnesis',
      'medical history',
      'clinical notes',
      'clinical note',
      'findings',
      'diagnostico',
      'enfermedad',
      'sintomas',
      'alergias',
      'diagnose',
      'krankheit',
      'symptome',
      'allergien',
      'maladie',
      'allergie',
      'diagnosi',
      'malattia',
      'pathology',
      'comorbidities',
      'visit reason',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /\p{L}{3}/u.test(value) &&
      !/^(?:true|false|null|none|active|inactive|pending|open|closed|confirmed|new|https?:.*)$/i.test(
        value,
      ) &&
      !/^[0-9a-f-]{36}$|^\d{4}-\d{2}/i.test(value) &&
      !/^[A-Za-z]{2,8}[_-]\w*\d\w*$/.test(value)
      ? 0.85
      : 0;
  },
  examples: {
    hits: [
      { value: 'Type 2 diabetes', field: 'diagnosis' },
      { value: 'Asthma', field: 'conditions' },
      { value: 'chest pain', field: 'symptoms' },
      { value: 'Penicillin', field: 'allergies' },
      { value: 'Migräne', field: 'diagnose' },
    ],
    misses: [
      { value: 'Type 2 diabetes', field: 'title' },
      { value: 'dx_8f3k2', field: 'diagnosis' },
      { value: 'active', field: 'condition' },
      { value: '12', field: 'symptoms' },
    ],
  },
});
