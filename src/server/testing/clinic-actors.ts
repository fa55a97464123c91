/** Who uses the made-up clinic's APIs. */
import type { ActorDetail } from '../../model/operation.ts';
import type { Random } from './random.ts';

/** Who an actor is, without what it did. */
export type ActorSeed = Pick<
  ActorDetail,
  'id' | 'kind' | 'evidence' | 'confidence' | 'label' | 'group' | 'networks' | 'agents' | 'roles' | 'scopes'
> &
  Partial<Pick<ActorDetail, 'issuer' | 'clientId' | 'tenant'>> & {
    readonly weight: number;
    readonly services: readonly string[] | null;
  };

const issuer = 'https://login.clinic.example';

function person(group: string, label: string, number: number, weight: number, random: Random): ActorSeed {
  return {
    id: `token-subject:${random.hex(16)}`,
    kind: 'person',
    evidence: 'token-subject',
    confidence: 0.97,
    label: `${label} ${String(1000 + number)}`,
    group,
    networks: [`203.0.113.0/24`, `198.51.${random.int(1, 99)}.0/24`].slice(0, random.int(1, 2)),
    agents: [random.pick(['Chrome 142', 'Safari 19', 'Firefox 144', 'okhttp 5', 'ClinicApp 4'])],
    roles: [group],
    scopes: ['openid', 'clinic'],
    issuer,
    clientId: random.pick(['web', 'mobile']),
    tenant: random.pick(['clinic-north', 'clinic-south', 'clinic-harbour']),
    weight,
    services: ['clinic'],
  };
}

/** About sixty actors of all kinds. */
export function actorSeeds(random: Random): readonly ActorSeed[] {
  const patients = Array.from({ length: 34 }, (_, i) =>
    person('patient', 'patient', i, 0.4 + random.next(), random),
  );
  const doctors = Array.from({ length: 12 }, (_, i) =>
    person('doctor', 'doctor', i, 2 + random.next() * 2, random),
  );
  const admins = Array.from({ length: 3 }, (_, i) => person('clinic-admin', 'admin', i, 1, random));
  const others: readonly ActorSeed[] = [
    {
      id: `api-key:${random.hex(16)}`,
      kind: 'partner',
      evidence: 'api-key',
      confidence: 0.99,
      label: 'key pk_ins…7Q2',
      group: 'partner',
      networks: ['192.0.2.0/24'],
      agents: ['Java-http-client 21'],
      roles: ['partner'],
      scopes: ['eligibility'],
      tenant: 'insurer-blue',
      weight: 14,
      services: ['partner', 'clinic'],
    },
    {
      id: `client-certificate:${random.hex(16)}`,
      kind: 'service',
      evidence: 'client-certificate',
      confidence: 1,
      label: 'CN=lab-gateway',
      group: 'service',
      networks: ['10.20.4.0/24'],
      agents: ['grpc-go 1.76'],
      roles: [],
      scopes: [],
      weight: 20,
      services: ['lab-results', 'clinic'],
    },
    {
      id: `token-subject:${random.hex(16)}`,
      kind: 'agent',
      evidence: 'token-subject',
      confidence: 0.9,
      label: 'assistant booking-helper',
      group: 'agent',
      networks: ['198.51.100.0/24'],
      agents: ['python-httpx 0.28'],
      roles: ['agent'],
      scopes: ['appointments:write'],
      issuer,
      clientId: 'booking-helper',
      weight: 6,
      services: ['clinic'],
    },
    {
      id: `network-fingerprint:${random.hex(16)}`,
      kind: 'device',
      evidence: 'network-fingerprint',
      confidence: 0.55,
      label: 'check-in kiosk from 10.20.9.0/24',
      group: 'device',
      networks: ['10.20.9.0/24'],
      agents: ['KioskShell 3'],
      roles: [],
      scopes: [],
      weight: 5,
      services: ['clinic'],
    },
    ...Array.from(
      { length: 6 },
      (_, i): ActorSeed => ({
        id: `network-fingerprint:${random.hex(16)}`,
        kind: 'anonymous',
        evidence: 'network-fingerprint',
        confidence: 0.35,
        label: `visitor from 203.0.${100 + i}.0/24`,
        group: 'anonymous',
        networks: [`203.0.${100 + i}.0/24`],
        agents: [random.pick(['curl 8', 'Chrome 142', 'Go-http-client 2'])],
        roles: [],
        scopes: [],
        weight: 0.8,
        services: ['clinic'],
      }),
    ),
    {
      id: `api-key:${random.hex(16)}`,
      kind: 'service',
      evidence: 'api-key',
      confidence: 0.98,
      label: 'key sk_etl…m0K',
      group: 'service',
      networks: ['10.20.7.0/24'],
      agents: ['Apache-HttpClient 5'],
      roles: ['integration'],
      scopes: [],
      weight: 18,
      services: null,
    },
  ];
  return [...patients, ...doctors, ...admins, ...others];
}
