import { fieldOf, listAt } from '../answer.ts';
import type { Json } from '../answer.ts';
import type { Journey } from '../scenario.ts';
import type { User } from '../user.ts';

const tags = ['heart', 'lungs', 'chronic', 'vaccination', 'sleep', 'children'] as const;
const forms = ['consent.txt', 'new-patient.txt', 'data-access.txt'] as const;
const cities = ['Bremen', 'Hamburg', 'Hannover'] as const;

/** One of a list's items, or the end of the errand when there is none. */
export function choose(user: User, items: readonly Json[], field: string): string {
  return fieldOf(items.length === 0 ? null : user.random.pick(items), field);
}

/** A monitoring service asks whether the API is up. */
export const probeHealth: Journey = async (user) => {
  await user.call('GET /health');
};

/** Looks for a clinic nearby, its opening hours, and who works there. */
export const findClinic: Journey = async (user) => {
  const query = user.random.chance(0.3) ? { query: { city: user.random.pick(cities) } } : {};
  let clinics = listAt(await user.call('GET /v2/clinics', query), 'items');
  if (clinics.length === 0) clinics = listAt(await user.call('GET /v2/clinics'), 'items');
  const params = { clinicSlug: choose(user, clinics, 'slug') };
  await user.call('GET /v2/clinics/{clinicSlug}', { params });
  await user.call('GET /v2/clinics/{clinicSlug}/practitioners', { params });
  const date = someDay(user);
  await user.call('GET /v2/clinics/{clinicSlug}/opening-hours/{date}', { params: { ...params, date } });
};

/** Reads some articles. A shared link is wrong now and then. */
export const readArticles: Journey = async (user) => {
  const query = user.random.chance(0.4) ? { tag: user.random.pick(tags) } : { limit: '10', offset: '0' };
  let articles = listAt(await user.call('GET /v2/articles', { query }), 'items');
  if (articles.length === 0) articles = listAt(await user.call('GET /v2/articles'), 'items');
  for (let read = user.random.between(1, 3); read > 0; read -= 1) {
    const slug = choose(user, articles, 'slug');
    const articleSlug = user.random.chance(0.05) ? slug.slice(0, -2) : slug;
    await user.call('GET /v2/articles/{articleSlug}', { params: { articleSlug } });
  }
};

/** Looks up what a code on a letter means. */
export const lookUpDiagnosis: Journey = async (user) => {
  const icdCode = user.random.chance(0.1) ? 'X99.9' : user.random.pick(icdCodes);
  await user.call('GET /v2/diagnoses/{icdCode}', { params: { icdCode } });
};

/** Downloads a blank form. */
export const downloadForm: Journey = async (user) => {
  await user.call('GET /v2/forms/{formName}', { params: { formName: user.random.pick(forms) } });
};

/** Codes that appear on letters from the clinics. */
export const icdCodes = [
  'J45.9',
  'I10',
  'E11.9',
  'M54.5',
  'F41.1',
  'J06.9',
  'K21.9',
  'G43.9',
  'L20.9',
  'Z00.0',
] as const;

/** A number as two digits. */
export function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** A day in the weeks for which the clinics take appointments. */
export function someDay(user: User): string {
  return `2026-${two(user.random.between(3, 5))}-${two(user.random.between(3, 28))}`;
}
