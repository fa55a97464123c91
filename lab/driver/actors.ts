import { isIntegration, isPerson, readActors as readAll } from '../domain/actors.ts';
import type { IntegrationActor, PersonActor } from '../domain/actors.ts';

/** A person with a password: patient, doctor or clinic admin. */
export type Account = PersonActor;

/** An organisation with an API key. */
export type Partner = IntegrationActor;

/** The test accounts of `lab/actors.yaml`, as those who play them need them. */
export interface Actors {
  readonly accounts: readonly Account[];
  readonly partners: readonly Partner[];
}

/** Reads `lab/actors.yaml`. */
export async function readActors(): Promise<Actors> {
  const actors = readAll();
  return { accounts: actors.filter(isPerson), partners: actors.filter(isIntegration) };
}
