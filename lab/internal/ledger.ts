import type { FastifyInstance } from 'fastify';
import { createFastify } from '../http/fastify.ts';
import { listen } from '../http/listener.ts';
import type { Listener } from '../http/listener.ts';

const accounts = [
  { clinic: 'north-river-clinic', balanceCents: 48_211_904, iban: 'DE89370400440532013000' },
  { clinic: 'harbour-street-practice', balanceCents: 31_775_020, iban: 'DE75512108001245126199' },
];

const instanceRole = {
  note: 'instance role',
  Code: 'Success',
  Type: 'AWS-HMAC',
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  Token: 'IQoJb3JpZ2luX2VjEXAMPLE',
};

const credentialsPath = '/iam/security-credentials';

/** What a cloud tells an instance about itself. */
const metadata = async (app: FastifyInstance): Promise<void> => {
  app.all('/', async () => 'ami-id\nhostname\niam/\n');
  app.all(`${credentialsPath}/`, async () => 'clinic-api-role\n');
  app.all(`${credentialsPath}/clinic-api-role`, async () => instanceRole);
};

/** The internal service, the ledger and the instance's metadata: reachable on loopback only, and not meant for clients at all. */
export const startLedger = async (): Promise<Listener> => {
  const app = createFastify();
  app.all('/', async () => ({
    service: 'ledger',
    version: '1.4.2',
    note: 'internal network only: no login needed',
    paths: ['/accounts', '/latest/meta-data/'],
  }));
  app.all('/accounts', async () => ({ note: 'ledger of the platform', plan: 'internal', accounts }));
  await app.register(metadata, { prefix: '/latest/meta-data' });
  await app.ready();
  return listen(0, (request, response) => {
    app.routing(request, response);
  });
};
