/** A versioned document of settings: a small part that explains itself. */
import type { z } from 'zod';
import type { Config } from '../../config/schema.ts';
import type { ErrorIssue } from '../../model/errors.ts';

/** What a known document says of itself. */
export interface KnownDocument {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly schema: z.ZodType;
  /** What holds while nothing was saved. */
  readonly initial: unknown;
  /** What is wrong with a well-formed document beside this configuration, such as a service that does not exist. */
  check(json: unknown, fileConfig: Config): readonly ErrorIssue[];
  /** The configuration with the document on top. What no longer fits the configuration file is left out. */
  apply(fileConfig: Config, json: unknown): Config;
}

interface Definition<Schema extends z.ZodType> extends Omit<KnownDocument, 'schema' | 'check' | 'apply'> {
  readonly schema: Schema;
  check(json: z.output<Schema>, fileConfig: Config): readonly ErrorIssue[];
  apply(fileConfig: Config, json: z.output<Schema>): Config;
}

/** Makes a known document; `check` and `apply` only ever see what the schema let through. */
export function defineDocument<Schema extends z.ZodType>(definition: Definition<Schema>): KnownDocument {
  return {
    ...definition,
    check: (json, fileConfig) => definition.check(definition.schema.parse(json), fileConfig),
    apply: (fileConfig, json) => definition.apply(fileConfig, definition.schema.parse(json)),
  };
}
