/** Medical record number. */
import { DIGIT } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'medical-record-number',
  title: 'Medical record number',
  category: 'health',
  sensitivity: 'restricted',
  description: 'A number in a field named for it.',
  reads: {
    lengthMin: 3,
    lengthMax: 32,
    someOf: DIGIT,
    numbers: true,
    names: [
      'mrn',
      'medical record number',
      'medical record no',
      'medical record',
      'patient number',
      'health record number',
      'chart number',
      'historia clinica',
      'numero historia clinica',
      'patientennummer',
      'fallnummer',
      'krankenaktennummer',
      'dossier medical',
      'ehr id',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^[A-Z0-9][A-Z0-9 ./-]{1,30}[A-Z0-9]$/i.test(value) && !/^\d{4}-\d{2}-\d{2}/.test(value) ? 0.9 : 0;
  },
  examples: {
    hits: [
      { value: 'MRN-0042317', field: 'mrn' },
      { value: '8812345', field: 'medicalRecordNumber' },
      { value: 'HC-99121', field: 'historiaClinica' },
    ],
    misses: [
      { value: '8812345' },
      { value: 'none', field: 'mrn' },
      { value: '2026-01-01', field: 'mrnIssued' },
    ],
  },
});
