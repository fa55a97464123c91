/** A gateway thread: obeys the manager in the main thread (`gateway.ts`). */
import type { MessagePort } from 'node:worker_threads';
import { HeliostatError } from '../model/errors.ts';
import type { CarriedError, FromWorker, ToWorker } from './messages.ts';
import { GatewayWorker, type GatewayWorkerOptions } from './worker.ts';

export interface GatewayThreadOptions extends GatewayWorkerOptions {
  /** The thread's `parentPort`. */
  readonly port: MessagePort;
}

const carry = (error: unknown): CarriedError => {
  const known =
    error instanceof HeliostatError ? error : new HeliostatError('internal-error', { detail: String(error) });
  return {
    code: known.code,
    issues: known.issues,
    ...(known.detail === undefined ? {} : { detail: known.detail }),
  };
};

/**
 * Runs the gateway in this thread until it is told to drain. Returns at once; the manager's messages do the rest.
 *
 * @example
 * runGatewayThread({ port: parentPort, config: workerData.config, record, flush, clock: systemClock, log });
 */
export function runGatewayThread(options: GatewayThreadOptions): GatewayWorker {
  const { port } = options;
  const worker = new GatewayWorker(options);
  const say = (message: FromWorker): void => port.postMessage(message);

  const obey = async (message: ToWorker): Promise<void> => {
    const { id } = message;
    switch (message.type) {
      case 'prepare':
        say({
          type: 'prepared',
          id,
          listeners: await worker.prepare(message.config, message.ports, message.shared),
        });
        break;
      case 'commit':
        worker.commit();
        say({ type: 'committed', id });
        break;
      case 'discard':
        await worker.discard();
        say({ type: 'discarded', id });
        break;
      case 'stats':
        say({ type: 'stats', id, stats: worker.stats() });
        break;
      case 'drain':
        await worker.drain();
        say({ type: 'drained', id });
        port.close();
        break;
    }
  };
  port.on('message', (message: ToWorker) => {
    obey(message).catch((error: unknown) => say({ type: 'failed', id: message.id, error: carry(error) }));
  });
  return worker;
}
