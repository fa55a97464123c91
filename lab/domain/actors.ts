import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const person = z.object({
  id: z.string(),
  role: z.enum(['patient', 'doctor', 'clinic-admin']),
  clinic: z.string(),
  userId: z.number().int(),
  patientId: z.string().optional(),
  practitionerId: z.number().int().optional(),
  name: z.string(),
  email: z.string(),
  password: z.string(),
  mailboxPin: z.string(),
  login: z.enum(['session', 'cookie', 'graphql']),
});

const integration = z.object({
  id: z.string(),
  role: z.literal('partner'),
  name: z.string(),
  apiKey: z.string(),
  scopes: z.array(z.string()),
  callbacksSecret: z.string().optional(),
  login: z.literal('apiKey'),
});

const actorsFile = z.object({
  version: z.literal(1),
  logins: z.unknown(),
  actors: z.array(z.union([person, integration])),
});

export type PersonActor = Readonly<z.infer<typeof person>>;
export type IntegrationActor = Readonly<z.infer<typeof integration>>;
export type Actor = PersonActor | IntegrationActor;

/**
 * The test accounts of `actors.yaml`.
 *
 * @throws ZodError when the file does not hold what it should
 * @example readActors().filter((actor) => actor.role === 'patient')
 */
export const readActors = (): readonly Actor[] =>
  actorsFile.parse(parse(readFileSync(new URL('../actors.yaml', import.meta.url), 'utf8'))).actors;

export const isPerson = (actor: Actor): actor is PersonActor => actor.role !== 'partner';
export const isIntegration = (actor: Actor): actor is IntegrationActor => actor.role === 'partner';
