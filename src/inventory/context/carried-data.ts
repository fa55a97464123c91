/** What data an operation carries: classes that were seen, and where nothing was seen, those that names of its parameters suggest. */
import type { DataCategory } from '../../observe/classes/data-class.ts';
import { dataClasses } from '../../observe/classes/index.ts';
import { nameWords, PhraseIndex } from '../../observe/field-name.ts';
import type { DataClassCount, Sensitivity } from '../../model/operation.ts';
import type { DataClassId } from '../../model/shape.ts';
import { sensitivityOf } from '../views/assets.ts';

/** Data of an operation. */
export interface CarriedData {
  readonly classes: readonly DataClassId[];
  readonly categories: ReadonlySet<DataCategory>;
  readonly sensitivity: Sensitivity;
  /** Nothing was seen; names alone suggest it. */
  readonly byNames: boolean;
  /** Classes of answers, as seen. */
  readonly answered: readonly DataClassId[];
}

/** A class is also named by its own id: `email`, `postal address`. */
const byName = new PhraseIndex<DataClassId>(
  dataClasses.map(({ id, reads }) => [id, [id.replaceAll('-', ' '), ...(reads.names ?? [])]] as const),
);
const known = new Map(dataClasses.map((one) => [one.id, one]));
const classesMax = 16;

/** What a class is about; null for one that is not known. */
export const categoryOf = (id: DataClassId): DataCategory | null => known.get(id)?.category ?? null;

/**
 * Classes that a field's name suggests.
 *
 * @example
 * classesByName('customerEmail'); // ['email']
 */
export const classesByName = (name: string): readonly DataClassId[] =>
  [...byName.within(nameWords(name))].slice(0, classesMax);

const confidenceMin = 0.5;

/** What an operation carries. */
export function carriedData(
  seen: readonly DataClassCount[],
  names: readonly string[],
  wasCalled: boolean,
): CarriedData {
  const sure = seen.filter(({ confidence }) => confidence >= confidenceMin);
  const byNames = sure.length === 0 && !wasCalled;
  const classes = byNames
    ? [...new Set(names.flatMap(classesByName))].slice(0, classesMax)
    : sure.map(({ id }) => id);
  let sensitivity = sensitivityOf(classes);
  const categories = new Set<DataCategory>();
  for (const id of classes) {
    const one = known.get(id);
    if (one === undefined) continue;
    categories.add(one.category);
    if (one.sensitivity === 'restricted') sensitivity = 'restricted';
    else if (one.sensitivity === 'personal' && sensitivity !== 'restricted') sensitivity = 'personal';
  }
  return {
    classes,
    categories,
    sensitivity,
    byNames,
    answered: sure.filter((one) => one.in.includes('response')).map(({ id }) => id),
  };
}
