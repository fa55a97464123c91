import type { Actors } from './actors.ts';
import type { Random } from './random.ts';
import type { User } from './user.ts';

/** One errand of a user: some requests that belong together. It may give up (`JourneyCutShort`) at any answer. */
export type Journey = (user: User) => Promise<void>;

/** One person or program that takes part in a scenario. */
export interface Persona {
  /** Unique in the scenario; seeds the user's decisions. */
  readonly name: string;
  /** The loopback address the user calls from, where the system allows it; several users may share one (NAT). */
  readonly address: string;
  readonly userAgent: string;
  /** The median pause between two requests, in the user's own time. */
  readonly thinkMs: number;
  /** The median pause between two errands, in the user's own time. */
  readonly restMs: number;
  /** A program: pauses do not vary. */
  readonly steady?: boolean;
  /** Runs at first and then before each new round of errands: logging in, mostly. */
  readonly arrive?: Journey;
  /** What the user came for: the first errand. */
  readonly reason?: Journey;
  /** The errands. A user shuffles them, runs each once, and shuffles again. */
  readonly journeys: readonly Journey[];
}

/** A cast of users. One scenario a file in `lab/scenarios/`. */
export interface Scenario {
  /** The name on the command line. */
  readonly id: string;
  readonly title: string;
  readonly cast: (world: World) => readonly Persona[];
}

/** What a scenario's cast is made from. */
export interface World {
  readonly actors: Actors;
  /** For choices that concern the cast, not one user. */
  readonly random: Random;
  /** The origin of the lab's partner, where mail arrives; unknown in front of other APIs. */
  readonly partner: URL | undefined;
}

/** Declares a scenario; only types. */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario;
}
