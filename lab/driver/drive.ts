import { scenarios } from '../scenarios/index.ts';
import { readActors } from './actors.ts';
import { JourneyCutShort } from './answer.ts';
import { canBindLoopback, openConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { createPace, DriveOver } from './pace.ts';
import { randomFrom } from './random.ts';
import type { Persona } from './scenario.ts';
import { createTally } from './tally.ts';
import type { DriveProgress, DriveSummary } from './tally.ts';
import { createUser } from './user.ts';
import type { User } from './user.ts';

export type { DriveProgress, DriveSummary } from './tally.ts';

/** What to drive, as whom, how fast and for how long. */
export interface DriveOptions {
  /** The API's base address; its path, if any, is put before every path. */
  readonly target: URL;
  /** The origin of the lab's partner, so that users can read their mail there; requests to it are not counted. */
  readonly partner?: URL;
  /** The id of a scenario in `lab/scenarios/`. */
  readonly scenario: string;
  /** The same seed gives each user the same decisions. */
  readonly seed: number;
  /** Requests a second, over all users. */
  readonly ratePerSecond: number;
  /** Ends by itself after this time; without it, `signal` ends it. */
  readonly durationMs?: number;
  readonly signal?: AbortSignal;
  /** Called about once a second. */
  readonly onProgress?: (progress: DriveProgress) => void;
}

const progressEveryMs = 1000;
/** Browsers open up to six connections; these users need two at once (a stream beside requests). */
const socketsPerUserMax = 3;

/**
 * Plays a scenario's users against an API until the time is over or the signal aborts, then lets ordinary requests
 * finish, closes streams and WebSockets, and returns the totals.
 *
 * @throws {RangeError} for an unknown scenario or a rate that is not above zero.
 * @example
 * await drive({ target: new URL('http://127.0.0.1:7070'), scenario: 'users', seed: 1, ratePerSecond: 40, durationMs: 30_000 });
 */
export async function drive(options: DriveOptions): Promise<DriveSummary> {
  const scenario = scenarios.find((each) => each.id === options.scenario);
  if (scenario === undefined) {
    throw new RangeError(
      `no scenario ${options.scenario}; there are: ${scenarios.map((each) => each.id).join(', ')}`,
    );
  }
  if (!(options.ratePerSecond > 0 && Number.isFinite(options.ratePerSecond))) {
    throw new RangeError(`ratePerSecond must be above 0, not ${options.ratePerSecond}`);
  }
  const personas = scenario.cast({
    actors: await readActors(),
    random: randomFrom(options.seed, 'cast'),
    partner: options.partner,
  });
  const binds = await canBindLoopback(options.target, '127.0.0.2');
  const pace = createPace(options.ratePerSecond);
  const tally = createTally();
  using connections = new DisposableStack();
  using endings = new DisposableStack();

  const users = personas.map((persona) => {
    const connection = connections.use(
      openConnection(options.target, binds ? persona.address : undefined, socketsPerUserMax),
    );
    return { persona, user: embody(persona, connection) };
  });

  function embody(persona: Persona, connection: Connection): User {
    const random = randomFrom(options.seed, persona.name);
    const { name, userAgent, thinkMs, steady = false } = persona;
    return createUser({ name, userAgent, thinkMs, steady, random, connection, pace, tally });
  }

  endWith(options, endings, () => pace.stop());
  if (options.onProgress !== undefined) {
    const { onProgress } = options;
    const ticking = setInterval(() => onProgress(tally.read()), progressEveryMs);
    endings.defer(() => clearInterval(ticking));
  }
  const lives = users.map(({ persona, user }) => live(persona, user));
  try {
    await Promise.all(lives);
  } finally {
    // One user's programming mistake ends the drive for all, after their requests.
    pace.stop();
    await Promise.allSettled(lives);
  }
  return tally.read();
}

function endWith(options: DriveOptions, endings: DisposableStack, stop: () => void): void {
  if (options.durationMs !== undefined) {
    const timer = setTimeout(stop, options.durationMs);
    endings.defer(() => clearTimeout(timer));
  }
  const { signal } = options;
  if (signal === undefined) return;
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  endings.defer(() => signal.removeEventListener('abort', stop));
}

/** Runs a user's errands, round after round, until the drive is over. */
async function live(persona: Persona, user: User): Promise<void> {
  const errand = async (run: (as: User) => Promise<void>): Promise<void> => {
    try {
      await run(user);
    } catch (error) {
      if (!(error instanceof JourneyCutShort)) throw error;
    }
  };
  try {
    let round = persona.reason === undefined ? [] : [persona.reason];
    for (;;) {
      if (persona.arrive !== undefined) await errand(persona.arrive);
      for (const journey of [...round, ...user.random.shuffle(persona.journeys)]) {
        await errand(journey);
        await user.rest(persona.restMs);
      }
      round = [];
    }
  } catch (error) {
    if (!(error instanceof DriveOver)) throw error;
  }
}
