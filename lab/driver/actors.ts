import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const account = z.object({
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

const partner = z.object({
  id: z.string(),
  role: z.literal('partner'),
  name: z.string(),
  apiKey: z.string(),
  scopes: z.array(z.string()),
  callbacksSecret: z.string().optional(),
  login: z.literal('apiKey'),
});

/** A person with a password: patient, doctor or clinic admin. */
export type Account = Readonly<z.infer<typeof account>>;

/** An organisation with an API key. */
export type Partner = Readonly<z.infer<typeof partner>>;

/** The test accounts of `lab/actors.yaml`. */
export interface Actors {
  readonly accounts: readonly Account[];
  readonly partners: readonly Partner[];
}

const file = z.object({
  version: z.literal(1),
  actors: z.array(z.discriminatedUnion('role', [account, partner])),
});

/** Reads `lab/actors.yaml`. */
export async function readActors(): Promise<Actors> {
  const { actors } = file.parse(parse(await readFile(new URL('../actors.yaml', import.meta.url), 'utf8')));
  return {
    accounts: actors.filter((each) => each.role !== 'partner'),
    partners: actors.filter((each) => each.role === 'partner'),
  };
}
