/** Medication. */
import { defineDataClass } from './data-class.ts';

/** Stems by which the WHO names groups of substances, and some names without one. */
const stem =
  /(?:cillin|mycin|oxacin|cycline|statin|sartan|prazole|olol|dipine|gliptin|gliflozin|formin|azepam|azolam|oxetine|triptan|tidine|afil|parin|xaban|gatran|mab|tinib|vir|azole|caine|profen|fenac|coxib|barbital|setron|thiazide|pril|sone|solone|lukast|terol|tropium|dronate|glutide|grel|zepine|peridone|apine|idone|idol|codone|morphone|morphine|fentanyl|methadone)\b|\b(?:paracetamol|acetaminophen|aspirin|insulin|warfarin|lithium|levothyroxine|salbutamol|albuterol|tramadol|gabapentin|pregabalin|furosemide|digoxin|sertraline|citalopram|escitalopram|metamizol)\b/i;
const dose = /\d\s?(?:mg|mcg|µg|g|ml|iu|ie|units?)\b/i;

export default defineDataClass({
  id: 'medication',
  title: 'Medication',
  category: 'health',
  sensitivity: 'restricted',
  description:
    "A name in a field named for it, a name of a medicine's drug in a medical place, by its stem (INN), or a dose.",
  reads: {
    lengthMin: 4,
    lengthMax: 160,
    names: [
      'medication',
      'medications',
      'medication name',
      'drug',
      'drug name',
      'medicine',
      'medicament',
      'medicamento',
      'arzneimittel',
      'wirkstoff',
      'active ingredient',
      'medicatie',
      'farmaco',
      'farmaci',
      'prescribed drug',
      'vaccine',
    ],
  },
  considers: (context) => context.topics.has('medical'),
  detect(value, context) {
    if (
      !/\p{L}{3}/u.test(value) ||
      /^(?:true|false|null|none|active|inactive|pending|https?:.*)$/i.test(value) ||
      /^[A-Za-z]{2,8}[_-]\w*\d\w*$|^[0-9a-f-]{36}$/.test(value)
    )
      return 0;
    if (context.named) return 0.85;
    if (!context.topics.has('medical')) return 0;
    if (
      / (?:name|drug|product|item|text|display|substance|title|label) $/.test(context.name) &&
      (stem.test(value) ||
        / (?:medication|medications|drug|drugs|prescription|prescriptions|medicine|medicamento|receta) /.test(
          context.around,
        ))
    ) {
      return stem.test(value)
        ? 0.9
        : / (?:medication|medications|drug|drugs|medicine|medicamento) /.test(context.around)
          ? 0.75
          : 0;
    }
    return stem.test(value) && dose.test(value) ? 0.7 : 0;
  },
  examples: {
    hits: [
      { value: 'Amoxicillin 500 mg', field: 'medication' },
      { value: 'Ibuprofen', field: 'drugName' },
      { value: 'Atorvastatin', field: 'name', path: '/prescriptions' },
      { value: 'Metformin 850 mg', field: 'text', path: '/patients/1' },
      { value: 'Paracetamol', field: 'medicamento' },
      { value: 'Zolgenexa', field: 'medication.name' },
    ],
    misses: [
      { value: 'Ana Lopez', field: 'name', path: '/prescriptions' },
      { value: 'rx_8f3k2', field: 'medication' },
      { value: 'Amoxicillin', field: 'title' },
      { value: '12', field: 'dose' },
    ],
  },
});
