/** Which nodes declare classes in Java. */
import type { Cls } from '../../ir.ts';

/** Declarations that are classes, with what they become. */
export const classTypes: ReadonlyMap<string, Cls['kind']> = new Map([
  ['class_declaration', 'class'],
  ['interface_declaration', 'interface'],
  ['record_declaration', 'class'],
  ['enum_declaration', 'enum'],
  ['annotation_type_declaration', 'interface'],
]);
