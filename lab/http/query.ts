import { Refusal } from './answer.ts';

/** A parameter's text, of the first one when it was given more than once; null when it was not given. */
export const textOf = (value: unknown): string | null => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : null;
};

/** A path parameter that is a whole number. @throws Refusal 400 */
export const integerParam = (value: string, name: string): number => {
  if (!/^\d{1,15}$/.test(value)) throw new Refusal(400, `${name} must be a whole number`);
  return Number(value);
};

/** A query parameter that is a whole number, or what stands in for it. @throws Refusal 400 */
export const integerQuery = (value: unknown, name: string, otherwise: number): number => {
  const said = textOf(value);
  if (said === null || said === '') return otherwise;
  if (!/^\d{1,12}$/.test(said)) throw new Refusal(400, `${name} must be a whole number`);
  return Number(said);
};
