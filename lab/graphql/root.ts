import { audit, book, cancel, readAppointment } from '../domain/bookings.ts';
import { readPatient } from '../domain/records.ts';
import { Refusal, found, requireFound } from '../http/answer.ts';
import { isStaffOf, ownsOrTreats } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';
import { articles } from '../routes/articles.ts';
import { readInvoice } from '../routes/invoices.ts';
import { sendMessage } from '../routes/messages.ts';
import { changePatient, ownedBy } from '../routes/patients.ts';
import {
  appointmentNode,
  clinicBy,
  invoiceNode,
  messagesOf,
  patientBy,
  patientNode,
  patientsOf,
  practitionerBy,
  practitionersBy,
} from './graph.ts';
import type { GraphContext } from './graph.ts';

const requirePerson = (context: GraphContext): Person => {
  if (!context.person) throw new Refusal(401, 'Log in first');
  return context.person;
};

const accountNode = (person: Person) => ({
  id: person.userId,
  email: person.email,
  name: person.name,
  role: person.role,
  clinicSlug: person.clinicSlug,
  clinic: (_: unknown, context: GraphContext) => clinicBy(context, person.clinicSlug),
  patient: (_: unknown, context: GraphContext) =>
    person.patientId === null ? null : patientBy(context, person.patientId),
  messages: ({ first }: { readonly first: number }, context: GraphContext) =>
    messagesOf(context, person.userId, first),
});

type Slugged = { readonly slug: string };
type Identified = { readonly id: string };

/** Root fields of queries and mutations, by name. */
export const rootFields = {
  me: (_: unknown, context: GraphContext) => accountNode(requirePerson(context)),

  patient: ({ id }: Identified, context: GraphContext) => {
    const person = requirePerson(context);
    const patient = found(readPatient(context.platform.db, id), 'patient');
    requireFound(context.platform.rules['graphql-bola-patient'](person, ownedBy(patient)), 'patient');
    context.spend(1);
    return patientNode(patient);
  },

  patients: (
    { first, after }: { readonly first: number; readonly after?: string | null },
    context: GraphContext,
  ) => {
    const person = requirePerson(context);
    if (!isStaffOf(person, person.clinicSlug)) throw new Refusal(403, 'Your role may not do this');
    return patientsOf(context, person.clinicSlug, first, after ?? '');
  },

  practitioner: ({ id }: { readonly id: number }, context: GraphContext) => {
    requirePerson(context);
    return practitionerBy(context, id);
  },

  practitioners: (
    wish: { readonly specialty?: string | null; readonly clinic?: string | null },
    context: GraphContext,
  ) => {
    requirePerson(context);
    return practitionersBy(context, wish.specialty ?? null, wish.clinic ?? null);
  },

  appointment: ({ id }: Identified, context: GraphContext) => {
    const person = requirePerson(context);
    const appointment = found(readAppointment(context.platform, id), 'appointment');
    requireFound(ownsOrTreats(person, appointment), 'appointment');
    return appointmentNode(appointment);
  },

  clinic: ({ slug }: Slugged, context: GraphContext) => clinicBy(context, slug),

  invoice: ({ number }: { readonly number: string }, context: GraphContext) => {
    const person = requirePerson(context);
    const invoice = found(readInvoice(context.platform, number), 'invoice');
    requireFound(ownsOrTreats(person, invoice), 'invoice');
    return invoiceNode(invoice);
  },

  articles: ({ tag }: { readonly tag?: string | null }, context: GraphContext) => {
    const tagged = articles.filter((one) => tag === undefined || tag === null || one.tags.includes(tag));
    context.spend(tagged.length);
    return tagged;
  },

  login: (
    { email, password }: { readonly email: string; readonly password: string },
    context: GraphContext,
  ) => {
    const { session } = context.platform.sessions.login(email.slice(0, 254), password.slice(0, 200));
    const person = context.platform.sessions.personBy(session.account.id, null);
    return { ...session, account: person ? accountNode(person) : null };
  },

  bookAppointment: (
    wish: {
      readonly practitionerId: number;
      readonly startsAt: string;
      readonly reason: string;
      readonly patientId?: string | null;
    },
    context: GraphContext,
  ) => {
    const person = requirePerson(context);
    const appointment = book(context.platform, person, {
      ...wish,
      reason: wish.reason.slice(0, 400),
      patientId: wish.patientId ?? undefined,
    });
    audit(context.platform, person, 'appointment.book', appointment.id, context.address);
    return appointmentNode(appointment);
  },

  cancelAppointment: ({ id }: Identified, context: GraphContext) => {
    const person = requirePerson(context);
    const appointment = found(readAppointment(context.platform, id), 'appointment');
    requireFound(ownsOrTreats(person, appointment), 'appointment');
    audit(context.platform, person, 'appointment.cancel', appointment.id, context.address);
    return appointmentNode(cancel(context.platform, appointment));
  },

  sendMessage: (
    letter: { readonly toUserId: number; readonly subject: string; readonly body: string },
    context: GraphContext,
  ) =>
    sendMessage(
      context.platform,
      requirePerson(context),
      letter.toUserId,
      letter.subject.slice(0, 200),
      letter.body.slice(0, 4000),
    ),

  updateProfile: (
    changes: { readonly email?: string | null; readonly phone?: string | null },
    context: GraphContext,
  ) => {
    const { patientId } = requirePerson(context);
    if (patientId === null) throw new Refusal(403, 'Your role may not do this');
    const given = Object.fromEntries(
      Object.entries(changes).filter(([, value]) => typeof value === 'string'),
    );
    return patientNode(changePatient(context.platform, patientId, given));
  },
};
