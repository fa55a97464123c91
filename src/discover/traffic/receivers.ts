/** All receivers of a configuration: what they take goes through one sampler each, the observer, and to the recorder. */
import type { Config } from '../../config/schema.ts';
import type { Clock } from '../../model/clock.ts';
import type { ObservedExchange } from '../../model/exchange.ts';
import type { Evidence } from '../../model/sighting.ts';
import type { Observer } from '../../observe/observer.ts';
import type { RawExchange } from '../../observe/raw-exchange.ts';
import { startMirror } from './mirror/listener.ts';
import { startSpanReceiver } from './otlp/listener.ts';
import { Sampler } from './sampling.ts';
import { skipReasonOf, type SkipReason } from './skip.ts';

/** What receivers need. */
export interface ReceiverOptions {
  readonly mirrors: Config['mirrors'];
  readonly capturedBytesMax: number;
  readonly observer: Pick<Observer, 'observe'>;
  readonly record: (observed: ObservedExchange) => void;
  /** Routes that code declares, calls to others, databases: what spans tell beside exchanges. */
  readonly onEvidence: (evidence: Evidence) => void;
  readonly clock: Clock;
}

/** How one receiver stands. */
export interface ReceiverStatus {
  readonly name: string;
  readonly kind: Config['mirrors'][number]['kind'];
  readonly port: number;
  readonly taken: number;
  /** What was no copy, or too long. */
  readonly refused: number;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
}

/** Running receivers. */
export interface Receivers extends AsyncDisposable {
  status(): readonly ReceiverStatus[];
}

/**
 * Starts all receivers; none is left behind when one of them cannot start.
 *
 * @throws HeliostatError `port-in-use`
 */
export async function startReceivers(options: ReceiverOptions): Promise<Receivers> {
  await using stack = new AsyncDisposableStack();
  // Two mirrors may send the same: one memory of copies for all.
  const [first] = options.mirrors;
  const copies = first === undefined ? null : new Sampler(widest(options.mirrors));
  const running: (() => ReceiverStatus)[] = [];
  for (const config of options.mirrors) {
    const sampler = new Sampler(config.sampling);
    const skipped: Partial<Record<SkipReason, number>> = {};
    let taken = 0;
    const skip = (reason: SkipReason): void => {
      skipped[reason] = (skipped[reason] ?? 0) + 1;
    };
    const take = (raw: RawExchange, origin: string): void => {
      const reason = skipReasonOf(raw, '');
      if (reason !== null) return skip(reason);
      if (config.sampling.duplicateWindowMs > 0 && copies?.isDuplicate(raw, origin) === true)
        return skip('duplicate');
      const observed = options.observer.observe(raw);
      if (!sampler.takes(observed)) return skip('sampled');
      taken += 1;
      options.record(observed);
    };
    const { capturedBytesMax, onEvidence, clock } = options;
    const receiver = stack.use(
      config.kind === 'otlp'
        ? await startSpanReceiver({ config, take, onEvidence })
        : await startMirror({ config, capturedBytesMax, take, clock }),
    );
    running.push(() => ({
      name: config.name,
      kind: config.kind,
      port: receiver.port,
      taken,
      refused: receiver.refused(),
      skipped: { ...skipped },
    }));
  }
  const all = stack.move();
  return {
    status: () => running.map((status) => status()),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** The longest window of all. */
const widest = (mirrors: Config['mirrors']): Config['mirrors'][number]['sampling'] => ({
  sampleShare: 1,
  exchangesPerOperationMax: 1,
  duplicateWindowMs: Math.max(0, ...mirrors.map(({ sampling }) => sampling.duplicateWindowMs)),
});
