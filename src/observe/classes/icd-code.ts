/** Diagnosis code (ICD-10). */
import { ALPHANUMERIC, DIGIT, DOT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'icd-code',
  title: 'Diagnosis code (ICD-10)',
  category: 'health',
  sensitivity: 'restricted',
  description: 'A code of ICD-10 in a field named for it, or with its dot where the place is medical.',
  reads: {
    characters: ALPHANUMERIC | DOT,
    lengthMin: 3,
    lengthMax: 8,
    someOf: DIGIT,
    names: [
      'icd',
      'icd 10',
      'icd10',
      'icd code',
      'icd 10 code',
      'diagnosis code',
      'diagnostic code',
      'codigo diagnostico',
      'cie 10',
      'cim 10',
      'icd 11',
    ],
  },
  considers: (context) => context.topics.has('medical'),
  detect(value, context) {
    if (!/^[A-TV-Z]\d[0-9AB](?:\.[0-9A-TV-Z]{1,4})?$/i.test(value)) return 0;
    if (context.named) return 0.95;
    const code = / (?:code|codes|codigo|kode|diagnosis|diagnoses|condition|conditions|diagnostico) $/.test(
      context.name,
    );
    if (!context.topics.has('medical') || context.topics.has('place')) return 0;
    return value.includes('.')
      ? code
        ? 0.9
        : 0.6
      : code &&
          / (?:diagnosis|diagnoses|condition|conditions|icd|diagnostico|diagnose|problem|problems) /.test(
            context.name + context.around,
          )
        ? 0.7
        : 0;
  },
  examples: {
    hits: [
      { value: 'E11.9', field: 'icd10' },
      { value: 'J45', field: 'icdCode' },
      { value: 'E11.9', field: 'code', path: '/patients/1/diagnoses' },
      { value: 'I10', field: 'diagnosis.code' },
    ],
    misses: [
      { value: 'E11.9' },
      { value: 'A12', field: 'room', path: '/appointments' },
      { value: 'B12', field: 'seat' },
      { value: 'v1.2', field: 'code' },
      { value: 'T800', field: 'model' },
    ],
  },
});
