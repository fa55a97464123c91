/** Values that a container puts into objects: `@Value("${...}")`, `@ConfigurationProperties`; and getters that Lombok writes. */
import type { Field } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, Instance, Value } from '../../machine/values.ts';
import { text } from '../../machine/values.ts';
import { annotationsOf, classAnnotations, findAnnotation, textOf, valueOf } from '../classes/annotations.ts';
import { setting, settingsOf, substitute } from './settings.ts';

/** What a container would put into a field of an object, or undefined. */
export function injectedField(machine: Machine, of: Instance, name: string): Value | undefined {
  for (const cls of machine.lineage(of.of)) {
    const field = cls.cls.fields.find((one) => one.name === name);
    if (field !== undefined) return byAnnotation(machine, cls, field) ?? byPrefix(machine, cls, field);
  }
  return undefined;
}

function byAnnotation(machine: Machine, cls: ClassValue, field: Field): Value | undefined {
  const annotation = findAnnotation(
    annotationsOf(machine, field, cls.env),
    'Value',
    'ConfigProperty',
    'Property',
  );
  if (annotation === undefined) return undefined;
  const settings = settingsOf(machine).for(cls.file);
  const told = textOf(valueOf(annotation, 'value', 'name'));
  if (told === null) return undefined;
  const put = substitute(text(told.includes('${') ? told : `\${${told}}`), settings);
  const [only] = put.parts;
  return put.parts.length === 1 && typeof only === 'string' ? asDeclared(only, field) : put;
}

function byPrefix(machine: Machine, cls: ClassValue, field: Field): Value | undefined {
  const annotation = findAnnotation(
    classAnnotations(machine, cls),
    'ConfigurationProperties',
    'ConfigMapping',
  );
  const prefix = annotation === undefined ? null : textOf(valueOf(annotation, 'prefix', 'value'));
  if (prefix === null) return undefined;
  // A library is configured by each application that it is part of.
  const told = settingsOf(machine)
    .near(cls.file)
    .flatMap((settings) => setting(settings, `${prefix}.${field.name}`) ?? []);
  const [first] = told;
  if (first === undefined) return undefined;
  return asDeclared(listTypes.has(field.type?.name ?? '') ? told.join(',') : first, field);
}

const listTypes = new Set(['Array', 'List', 'Set', 'Collection', 'ArrayList', 'Iterable']);

const asDeclared = (told: string, field: Field): Value =>
  listTypes.has(field.type?.name ?? '')
    ? { t: 'list', items: told.split(',').map((one) => text(one.trim())), open: false }
    : text(told);

/** `getUrls()` of an object whose class has no such method: what Lombok would write. */
export function beanGetter(machine: Machine, of: Value, name: string): Value | undefined {
  if (of.t !== 'instance') return undefined;
  const match = /^(?:get|is)([A-Z]\w*)$/.exec(name);
  const field =
    match === null ? name : `${(match[1] ?? '').charAt(0).toLowerCase()}${(match[1] ?? '').slice(1)}`;
  if (!machine.lineage(of.of).some((one) => one.cls.fields.some((own) => own.name === field)))
    return undefined;
  return injectedField(machine, of, field) ?? machine.member(of, field);
}
