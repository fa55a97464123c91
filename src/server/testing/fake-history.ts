/** Two versions of made-up clinic data, and what changed between them. */
import { HeliostatError } from '../../model/errors.ts';
import type { InventoryHistory } from '../ports.ts';

const dayMs = 86_400_000;
const todayMs = Date.UTC(2026, 10, 20, 9);
const versions = [
  { id: 'v2', atMs: todayMs, reason: './clinic', operations: 47 },
  { id: 'v1', atMs: todayMs - dayMs, reason: 'daily', operations: 45 },
] as const;

/** The history. */
export const fakeHistory: InventoryHistory = {
  list: async () => versions,
  async drift({ from = 'v1', to = 'v2' }) {
    const place = (id: string) =>
      versions.find((one) => one.id === id) ?? (id === 'now' ? { id, atMs: todayMs } : undefined);
    const [before, after] = [place(from), place(to)];
    if (before === undefined || after === undefined) throw new HeliostatError('not-found');
    const at = { service: 'clinic', method: 'GET' } as const;
    return {
      from: { id: before.id, atMs: before.atMs },
      to: { id: after.id, atMs: after.atMs },
      changes: [
        {
          ...at,
          kind: 'auth-dropped',
          severity: 'high',
          path: '/v2/patients/{patientId}',
          text: 'GET /v2/patients/{patientId} no longer asks for a credential',
          place: 'routes/patients.ts:150',
        },
        {
          ...at,
          kind: 'data-class-added',
          severity: 'medium',
          path: '/v2/clinics',
          text: 'GET /v2/clinics carries iban now',
          place: null,
        },
        {
          ...at,
          kind: 'operation-added',
          severity: 'low',
          path: '/v2/articles/latest',
          text: 'GET /v2/articles/latest is new',
          place: 'routes/articles.ts:22',
        },
        {
          ...at,
          kind: 'operation-added',
          severity: 'low',
          method: 'POST',
          path: '/v2/webhooks/lab-results',
          text: 'POST /v2/webhooks/lab-results is new',
          place: 'src/routes/webhooks.ts:31',
        },
        {
          ...at,
          kind: 'parameter-added',
          severity: 'info',
          path: '/v2/appointments',
          text: 'GET /v2/appointments takes ward in the query',
          place: null,
        },
      ],
    };
  },
};

/** The history of an inventory that never ran. */
export const emptyHistory: InventoryHistory = {
  list: async () => [],
  drift: async () => {
    throw new HeliostatError('not-found');
  },
};
