/** Names for parameters: `patients/{uuid}` is `patientId`, `clinics/north-side` is `clinicSlug`. */

const irregular: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  data: 'data',
  media: 'media',
  news: 'news',
  series: 'series',
  analyses: 'analysis',
  diagnoses: 'diagnosis',
  statuses: 'status',
  addresses: 'address',
  indices: 'index',
  matrices: 'matrix',
  criteria: 'criterion',
  aliases: 'alias',
};

/** The singular of an English noun, well enough for a name. */
export function singular(noun: string): string {
  const lower = noun.toLowerCase();
  const known = Object.hasOwn(irregular, lower) ? irregular[lower] : undefined;
  if (known !== undefined) return known;
  if (/(ss|us|is)$/.test(lower) || lower.length < 4) return noun;
  if (lower.endsWith('ies')) return lower.length > 4 ? `${noun.slice(0, -3)}y` : noun.slice(0, -1);
  if (/(ch|sh|x|ss|zz)es$/.test(lower)) return noun.slice(0, -2);
  if (lower.endsWith('s')) return noun.slice(0, -1);
  return noun;
}

/** `lab-results` -> `labResults`. Only letters, digits; bounded. */
export function camel(text: string): string {
  const parts = text.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
  const [first, ...rest] = parts;
  if (first === undefined) return '';
  const head = first.slice(0, 1).toLowerCase() + first.slice(1);
  return (head + rest.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join('')).slice(0, 40);
}

const endings: Readonly<Record<string, string>> = {
  date: 'Date',
  email: 'Email',

  slug: 'Slug',
};

/**
 * Name of a parameter from the literal before it and the kinds of its values, unique among `taken`.
 *
 * @example
 * parameterName('patients', ['uuid'], new Set()); // 'patientId'
 * parameterName('clinics', ['slug'], new Set()); // 'clinicSlug'
 */
export function parameterName(
  before: string | null,
  kinds: readonly string[],
  taken: ReadonlySet<string>,
): string {
  const only = kinds.length === 1 ? kinds[0] : undefined;
  const ending = (only === undefined ? undefined : endings[only]) ?? 'Id';
  const noun = before === null ? '' : camel(singularOfLast(before));
  const usable = noun !== '' && !/^v?\d/.test(noun) && noun !== 'api';
  const base = usable ? `${noun}${ending}` : ending.toLowerCase();
  if (!taken.has(base)) return base;
  for (let at = 2; ; at += 1) if (!taken.has(`${base}${at}`)) return `${base}${at}`;
}

function singularOfLast(text: string): string {
  const cut = Math.max(text.lastIndexOf('-'), text.lastIndexOf('_'), text.lastIndexOf('.'));
  return text.slice(0, cut + 1) + singular(text.slice(cut + 1));
}
