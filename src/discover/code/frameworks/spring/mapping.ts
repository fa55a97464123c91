/** `@RequestMapping` and all that is made of it: which methods and paths it tells. */
import type { Machine } from '../../machine/machine.ts';
import type { TextValue, Value } from '../../machine/values.ts';
import { itemsOf, text, textsOf } from '../../machine/values.ts';
import { parsePath, type PathPattern, rootPattern } from '../../routes/template.ts';
import { type Annotation, constantsIn, textsIn, valueOf } from '../classes/annotations.ts';
import { type Settings, substitute } from '../java/settings.ts';

/** What one annotation maps. */
export interface Mapping {
  /** Empty: any. */
  readonly methods: readonly string[];
  /** At least one. */
  readonly paths: readonly PathPattern[];
  /** `consumes`, lower case. */
  readonly consumes: readonly string[];
  readonly line: number;
}

const methodOf: Readonly<Record<string, string>> = {
  GetMapping: 'GET',
  PostMapping: 'POST',
  PutMapping: 'PUT',
  DeleteMapping: 'DELETE',
  PatchMapping: 'PATCH',
  GetExchange: 'GET',
  PostExchange: 'POST',
  PutExchange: 'PUT',
  DeleteExchange: 'DELETE',
  PatchExchange: 'PATCH',
};

/** Is it an annotation that maps requests? */
export const isMapping = ({ name }: Annotation): boolean =>
  name === 'RequestMapping' || name === 'HttpExchange' || Object.hasOwn(methodOf, name);

/** Reads a mapping annotation. */
export function readMapping(annotation: Annotation, settings: Settings): Mapping {
  const fixed = methodOf[annotation.name];
  const given = valueOf(annotation, 'method');
  const paths = pathsIn(valueOf(annotation, 'path', 'value', 'url'), settings);
  return {
    methods: fixed === undefined ? constantsIn(given).map((one) => one.toUpperCase()) : [fixed],
    paths: paths.length === 0 ? [rootPattern] : paths,
    consumes: textsIn(valueOf(annotation, 'consumes', 'contentType'))
      .map((one) => one.toLowerCase())
      .concat(
        constantsIn(valueOf(annotation, 'consumes', 'contentType')).map((one) =>
          one.toLowerCase().replaceAll('_', '-'),
        ),
      ),
    line: annotation.line,
  };
}

/** Patterns in a value: a text, a list of texts, a constant; settings put in. */
export function pathsIn(value: Value | undefined, settings: Settings): readonly PathPattern[] {
  return itemsOf(value).flatMap((one) => textsOf(one).map((path) => springPath(path, settings)));
}

const oneSegment = /\{(\w+):\.[*+]\??\}/g;

/** One pattern of Spring: `{id:\\d+}`, `{*rest}`, `*`, `**`. */
export function springPath(path: TextValue | string, settings: Settings): PathPattern {
  const given = typeof path === 'string' ? text(path) : path;
  const { parts } = substitute(given, settings);
  // A regular expression holds for one segment, whatever it is: `{file:.+}` takes no slash.
  return parsePath(
    text(...parts.map((part) => (typeof part === 'string' ? part.replaceAll(oneSegment, '{$1}') : part))),
    'brace',
  );
}

/** A class's own mapping and a method's together: methods of the method, else of the class; none is any. */
export const methodsOf = (own: Mapping, ofClass: Mapping | null): readonly string[] => {
  const all = own.methods.length > 0 ? own.methods : (ofClass?.methods ?? []);
  return all.length === 0 ? ['ANY'] : [...new Set(all)];
};

/** Notes the machine keeps for Spring are made once. */
export const springNotes = <T>(machine: Machine, what: string, make: () => T): T =>
  machine.notes(`spring ${what}`, make);
