import { listen } from '../http/listener.ts';
import type { Listener } from '../http/listener.ts';
import { targetOf } from '../http/listener.ts';

/** What the platform's inner network answers to whoever is inside it: a cloud's instance metadata and the ledger. */
const answers: Readonly<Record<string, unknown>> = {
  '/': {
    service: 'ledger',
    version: '1.4.2',
    note: 'internal network only: no login needed',
    paths: ['/accounts', '/latest/meta-data/'],
  },
  '/accounts': {
    note: 'ledger of the platform',
    plan: 'internal',
    accounts: [
      { clinic: 'north-river-clinic', balanceCents: 48_211_904, iban: 'DE89370400440532013000' },
      { clinic: 'harbour-street-practice', balanceCents: 31_775_020, iban: 'DE75512108001245126199' },
    ],
  },
  '/latest/meta-data/': 'ami-id\nhostname\niam/\n',
  '/latest/meta-data/iam/security-credentials/': 'clinic-api-role\n',
  '/latest/meta-data/iam/security-credentials/clinic-api-role': {
    note: 'instance role',
    Code: 'Success',
    Type: 'AWS-HMAC',
    AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    Token: 'IQoJb3JpZ2luX2VjEXAMPLE',
  },
};

/** The internal service: reachable on loopback only, and not meant for clients at all. */
export const startLedger = (): Promise<Listener> =>
  listen(0, (request, response) => {
    response.on('error', () => response.destroy());
    request.resume();
    const answer = answers[targetOf(request).path];
    if (answer === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    else if (typeof answer === 'string')
      response.writeHead(200, { 'content-type': 'text/plain' }).end(answer);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
