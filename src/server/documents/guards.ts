/** Guard modes and options by service, on top of the configuration file. */
import { z } from 'zod';
import { guardsSchema } from '../../config/service.ts';
import { defineDocument } from './known-document.ts';

/** The same options without their defaults: what is left out keeps the value of the configuration file. */
function overrides(guard: z.ZodType): z.ZodType<Readonly<Record<string, unknown>>> {
  const inner = guard instanceof z.ZodPrefault || guard instanceof z.ZodDefault ? guard.unwrap() : guard;
  if (!(inner instanceof z.ZodObject)) throw new TypeError('the options of a guard are an object');
  const fields = Object.entries(inner.shape as Readonly<Record<string, z.ZodType>>).map(([name, field]) => [
    name,
    z.exactOptional(field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field),
  ]);
  return z.strictObject(Object.fromEntries(fields)) as z.ZodType<Readonly<Record<string, unknown>>>;
}

const guardOverrides = z.strictObject(
  Object.fromEntries(
    Object.entries(guardsSchema.unwrap().shape).map(([id, guard]) => [id, z.exactOptional(overrides(guard))]),
  ),
) as z.ZodType<Readonly<Record<string, Readonly<Record<string, unknown>>>>>;

const schema = z.strictObject({
  services: z
    .record(z.string().min(1).max(64), guardOverrides)
    .refine((services) => Object.keys(services).length <= 1000, 'expected at most 1,000 services'),
});

export const guardsDocument = defineDocument({
  name: 'guards',
  title: 'Guards',
  description:
    'Mode and options of each guard, by service. What is left out keeps the value of the configuration file.',
  schema,
  initial: { services: {} },
  check(json, fileConfig) {
    const known = fileConfig.services.map((service) => service.name);
    return Object.keys(json.services)
      .filter((name) => !known.includes(name))
      .map((name) => ({
        path: `services.${name}`,
        expected: `one of the services of the configuration: ${known.join(', ').slice(0, 200) || 'there is none'}`,
        got: 'a service that does not exist',
        mend: 'Check the name, or add the service to the configuration file.',
      }));
  },
  apply(fileConfig, json) {
    return {
      ...fileConfig,
      services: fileConfig.services.map((service) => {
        const wanted = json.services[service.name];
        if (wanted === undefined) return service;
        const merged = Object.fromEntries(
          Object.entries(service.guards).map(([id, options]) => [id, { ...options, ...wanted[id] }]),
        );
        return { ...service, guards: guardsSchema.parse(merged) };
      }),
    };
  },
});
