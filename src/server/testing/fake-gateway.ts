/** A gateway that only says how it would be, and remembers which configuration it was given. */
import type { Config } from '../../config/schema.ts';
import { HeliostatError } from '../../model/errors.ts';
import type { GatewayControl } from '../ports.ts';

/** The fake, with what it was given. */
export interface FakeGateway extends GatewayControl {
  readonly applied: readonly Config[];
  /** The next `apply` fails. */
  failNext(): void;
}

export function createFakeGateway(): FakeGateway {
  const applied: Config[] = [];
  let fails = false;
  return {
    applied,
    failNext() {
      fails = true;
    },
    async apply(config) {
      if (fails) {
        fails = false;
        throw new HeliostatError('internal-error', { detail: 'the gateway keeps its old configuration' });
      }
      applied.push(config);
    },
    status: () => ({
      listeners: [{ name: 'default', address: '127.0.0.1', port: 4800, tls: false }],
      workers: 2,
      connections: 38,
      refused: { 'request-malformed': 3, 'method-refused': 11, 'request-ambiguous': 1 },
      shed: { memoryFull: 0, spoolFull: 0, diskError: 0 },
      upstreams: [
        { service: 'clinic', url: 'http://127.0.0.1:4810', state: 'up' },
        { service: 'partner', url: 'http://127.0.0.1:4811', state: 'up' },
        { service: 'lab-results', url: 'http://127.0.0.1:4812', state: 'down' },
      ],
      pump: { backlogBytes: 18_432, damagedFrames: 0, lagMs: 140 },
    }),
  };
}
