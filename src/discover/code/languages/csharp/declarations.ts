/** Which nodes declare classes in C#. */
import type { Cls } from '../../ir.ts';

/** Declarations that are classes, with what they become. */
export const classTypes: ReadonlyMap<string, Cls['kind']> = new Map([
  ['class_declaration', 'class'],
  ['record_declaration', 'class'],
  ['record_struct_declaration', 'struct'],
  ['struct_declaration', 'struct'],
  ['interface_declaration', 'interface'],
  ['enum_declaration', 'enum'],
]);

/** Nodes of the preprocessor that hold declarations or statements; all branches are read. */
export const isPreprocessor = (type: string): boolean =>
  type === 'preproc_if' ||
  type === 'preproc_else' ||
  type === 'preproc_elif' ||
  type === 'preproc_if_in_attribute_list';
