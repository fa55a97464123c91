/** A diagnosis by its ICD-10 code. */
export type Diagnosis = { readonly code: string; readonly title: string; readonly plainWords: string };

export const diagnoses: readonly [Diagnosis, ...Diagnosis[]] = [
  {
    code: 'J45.9',
    title: 'Asthma, unspecified',
    plainWords: 'Narrow airways that make breathing hard at times.',
  },
  {
    code: 'I10',
    title: 'Essential (primary) hypertension',
    plainWords: 'Blood pressure that stays too high.',
  },
  {
    code: 'E11.9',
    title: 'Type 2 diabetes mellitus without complications',
    plainWords: 'Sugar stays in the blood for too long.',
  },
  { code: 'M54.5', title: 'Low back pain', plainWords: 'Pain in the lower back.' },
  { code: 'F41.1', title: 'Generalised anxiety disorder', plainWords: 'Worry that does not go away.' },
  { code: 'J06.9', title: 'Acute upper respiratory infection', plainWords: 'A cold.' },
  { code: 'K21.9', title: 'Gastro-oesophageal reflux disease', plainWords: 'Stomach acid that rises.' },
  { code: 'G43.9', title: 'Migraine, unspecified', plainWords: 'Strong headaches that come back.' },
  { code: 'L20.9', title: 'Atopic dermatitis', plainWords: 'Dry skin that itches.' },
  { code: 'E03.9', title: 'Hypothyroidism, unspecified', plainWords: 'A thyroid that does too little.' },
  { code: 'F32.1', title: 'Moderate depressive episode', plainWords: 'Low mood for weeks.' },
  { code: 'Z00.0', title: 'General medical examination', plainWords: 'A check-up.' },
];

/** A medication by its ATC code. */
export type Medication = {
  readonly atcCode: string;
  readonly name: string;
  readonly dose: string;
  readonly icdCode: string;
};

export const medications: readonly [Medication, ...Medication[]] = [
  { atcCode: 'R03AC02', name: 'Salbutamol 100 ug inhaler', dose: '2 puffs when needed', icdCode: 'J45.9' },
  { atcCode: 'C09AA05', name: 'Ramipril 5 mg', dose: '1-0-0', icdCode: 'I10' },
  { atcCode: 'A10BA02', name: 'Metformin 850 mg', dose: '1-0-1', icdCode: 'E11.9' },
  { atcCode: 'M01AE01', name: 'Ibuprofen 400 mg', dose: '1 tablet up to 3 times a day', icdCode: 'M54.5' },
  { atcCode: 'N06AB10', name: 'Escitalopram 10 mg', dose: '1-0-0', icdCode: 'F41.1' },
  { atcCode: 'A02BC01', name: 'Omeprazole 20 mg', dose: '1-0-0 before breakfast', icdCode: 'K21.9' },
  { atcCode: 'N02CC01', name: 'Sumatriptan 50 mg', dose: '1 tablet at onset', icdCode: 'G43.9' },
  { atcCode: 'H03AA01', name: 'Levothyroxine 75 ug', dose: '1-0-0 on an empty stomach', icdCode: 'E03.9' },
];

export const reasons: readonly [string, ...string[]] = [
  'Check-up',
  'Cough for two weeks',
  'Blood pressure review',
  'Back pain since Monday',
  'Repeat prescription',
  'Skin rash on both arms',
  'Headaches in the morning',
  'Vaccination advice',
  'Results of the blood test',
  'Trouble sleeping',
];
