import type { PatientOwned, Person } from '../identity/caller.ts';
import { isStaffOf, ownsOrTreats } from '../identity/caller.ts';
import { policy } from './policy.ts';

type MayTouch = (person: Person, owned: PatientOwned) => boolean;

/** API1:2023, broken object level authorization: whose is it? */
export const objectPolicies = {
  'bola-patient-read': policy<MayTouch>({ weak: () => true, fixed: ownsOrTreats }),
  'bola-patient-update': policy<MayTouch>({ weak: () => true, fixed: ownsOrTreats }),
  'bola-invoice-read': policy<MayTouch>({ weak: () => true, fixed: ownsOrTreats }),
  'bola-message-read': policy<(person: Person, message: { fromUserId: number; toUserId: number }) => boolean>(
    {
      weak: () => true,
      fixed: (person, message) => message.fromUserId === person.userId || message.toUserId === person.userId,
    },
  ),
  'bola-document-content': policy<MayTouch>({ weak: () => true, fixed: ownsOrTreats }),
  'bola-appointment-cancel': policy<MayTouch>({ weak: () => true, fixed: ownsOrTreats }),
  'tenant-report-read': policy<(person: Person, clinicSlug: string) => boolean>({
    weak: (person) => person.role !== 'patient',
    fixed: isStaffOf,
  }),
  'graphql-bola-patient': policy<MayTouch>({ weak: () => true, fixed: ownsOrTreats }),
  'sse-foreign-channel': policy<MayTouch>({ weak: () => true, fixed: ownsOrTreats }),
  'waiting-room-foreign-clinic': policy<(ticketClinic: string, askedClinic: string | null) => string>({
    weak: (ticketClinic, askedClinic) => askedClinic ?? ticketClinic,
    fixed: (ticketClinic) => ticketClinic,
  }),
};
