import type { Account, Actors } from '../driver/actors.ts';
import { adminJourneys } from '../driver/journeys/admin.ts';
import { doctorJourneys } from '../driver/journeys/doctor.ts';
import {
  graphqlDoctorJourneys,
  graphqlPatientJourneys,
  signInByGraphql,
} from '../driver/journeys/graphql.ts';
import { openOldApp } from '../driver/journeys/legacy.ts';
import { recoverPassword, register } from '../driver/journeys/newcomer.ts';
import { copyAppointments, deliverResults, useKey } from '../driver/journeys/partner.ts';
import { openHome, patientJourneys, reviewAppointments, writeMessages } from '../driver/journeys/patient.ts';
import { crawl, guessVersions, scanOpportunistically } from '../driver/journeys/scanner.ts';
import { comeBack, refresh, signIn, wakeUpWithOldToken } from '../driver/journeys/session.ts';
import {
  downloadForm,
  findClinic,
  lookUpDiagnosis,
  probeHealth,
  readArticles,
} from '../driver/journeys/visitor.ts';
import { returnToWeb } from '../driver/journeys/web.ts';
import type { Random } from '../driver/random.ts';
import { defineScenario } from '../driver/scenario.ts';
import type { Journey, Persona } from '../driver/scenario.ts';
import { browsers, mobileApps, oldMobileApps, programs } from './user-agents.ts';

/** One address for everybody behind the mobile operator's NAT. */
const mobileNat = '127.40.0.1';

/**
 * An ordinary day at the clinics: patients on the web, on phones behind one NAT address and on the old app; doctors
 * on shift, admins, the laboratory's integration, a booking platform's batches, GraphQL clients, visitors without an
 * account, a monitoring service, and the scanners that every public address has.
 */
export default defineScenario({
  id: 'users',
  title: 'An ordinary day at the clinics',
  cast: ({ actors, random, partner }) => [
    ...onTheWeb(actors, random),
    ...onThePhone(actors, random),
    ...onGraphql(actors, random),
    ...atWork(actors),
    ...integrations(actors),
    ...withoutAccount(actors, random, partner),
    ...scanners(),
  ],
});

/** Everybody comes for something else: reasons are dealt in turn. */
function reasonOf(journeys: readonly Journey[], index: number): Journey {
  return journeys[index % journeys.length] ?? journeys[0] ?? (() => Promise.resolve());
}

function patientsBy(
  actors: Actors,
  login: Account['login'],
  count: number,
  random: Random,
): readonly Account[] {
  const patients = actors.accounts.filter((each) => each.role === 'patient' && each.login === login);
  return random.shuffle(patients).slice(0, count);
}

function onTheWeb(actors: Actors, random: Random): readonly Persona[] {
  return patientsBy(actors, 'cookie', 5, random).map((account, index) => ({
    name: account.id,
    address: `127.10.${random.below(200)}.${10 + index}`,
    userAgent: browsers[index % browsers.length] ?? '',
    thinkMs: 1_600,
    restMs: 2_500,
    arrive: signIn(account),
    reason: reasonOf(patientJourneys, index),
    journeys: [returnToWeb, returnToWeb, ...patientJourneys, refresh, comeBack(account)],
  }));
}

/** Session patients: some on phones behind the NAT, two of them still with the old app, the others at home. */
function onThePhone(actors: Actors, random: Random): readonly Persona[] {
  return patientsBy(actors, 'session', 16, random).map((account, index) => {
    const person = { name: account.id, thinkMs: 1_800, restMs: 3_000, arrive: signIn(account) };
    const atHome = `127.11.${random.below(200)}.${10 + index}`;
    if (index < 3) {
      return {
        ...person,
        address: mobileNat,
        userAgent: oldMobileApps[index] ?? '',
        journeys: [openOldApp, openOldApp, openOldApp, reviewAppointments, writeMessages, wakeUpWithOldToken],
      };
    }
    return {
      ...person,
      address: index < 8 ? mobileNat : atHome,
      userAgent: mobileApps[index % mobileApps.length] ?? '',
      reason: reasonOf(patientJourneys, index + 2),
      journeys: [openHome, ...patientJourneys, refresh, wakeUpWithOldToken, comeBack(account)],
    };
  });
}

function onGraphql(actors: Actors, random: Random): readonly Persona[] {
  return patientsBy(actors, 'graphql', 4, random).map((account, index) => ({
    name: account.id,
    address: `127.12.${random.below(200)}.${10 + index}`,
    userAgent: browsers[(index + 2) % browsers.length] ?? '',
    thinkMs: 1_600,
    restMs: 2_500,
    arrive: signInByGraphql(account),
    reason: reasonOf(graphqlPatientJourneys, index),
    journeys: graphqlPatientJourneys,
  }));
}

/** Doctors and admins of each clinic, each clinic behind its own address. */
function atWork(actors: Actors): readonly Persona[] {
  const clinics = [...new Set(actors.accounts.map((each) => each.clinic))];
  const staff = actors.accounts.filter((each) => each.role !== 'patient');
  return staff.map((account, index) => {
    const admin = account.role === 'clinic-admin';
    const graphql = !admin && index % 2 === 1;
    return {
      name: account.id,
      address: `127.20.${clinics.indexOf(account.clinic)}.1`,
      userAgent: browsers[index % browsers.length] ?? '',
      thinkMs: admin ? 1_500 : 1_200,
      restMs: 3_000,
      arrive: signIn(account),
      ...(graphql ? { reason: reasonOf(graphqlDoctorJourneys, 0) } : {}),
      journeys: admin
        ? adminJourneys
        : graphql
          ? [...doctorJourneys, ...graphqlDoctorJourneys]
          : doctorJourneys,
    };
  });
}

function integrations(actors: Actors): readonly Persona[] {
  const key = (id: string): string => actors.partners.find((each) => each.id === id)?.apiKey ?? '';
  return [
    {
      name: 'partner-medilab',
      address: '127.30.0.1',
      userAgent: programs.laboratory,
      thinkMs: 500,
      restMs: 500,
      steady: true,
      arrive: useKey(key('partner-medilab')),
      journeys: [deliverResults],
    },
    {
      name: 'partner-booking',
      address: '127.30.0.2',
      userAgent: programs.booking,
      thinkMs: 1_000,
      restMs: 15_000,
      steady: true,
      arrive: useKey(key('partner-booking')),
      journeys: [copyAppointments],
    },
  ];
}

function withoutAccount(actors: Actors, random: Random, partner: URL | undefined): readonly Persona[] {
  const visitors = [0, 1, 2].map((index) => ({
    name: `visitor-${index + 1}`,
    address: `127.13.${random.below(200)}.${10 + index}`,
    userAgent: browsers[(index + 1) % browsers.length] ?? '',
    thinkMs: 3_000,
    restMs: 6_000,
    journeys: [findClinic, readArticles, lookUpDiagnosis, downloadForm, readArticles],
  }));
  const forgetful = patientsBy(actors, 'session', 100, random).filter((each) =>
    each.clinic.startsWith('linden'),
  );
  return [
    ...visitors,
    {
      name: 'newcomer',
      address: '127.14.0.1',
      userAgent: mobileApps[0] ?? '',
      thinkMs: 2_500,
      restMs: 6_000,
      reason: register,
      journeys: [register, findClinic, readArticles],
    },
    ...forgetful.slice(0, 2).map((account, index) => ({
      name: `forgetful-${account.id}`,
      address: `127.15.0.${1 + index}`,
      userAgent: browsers[index] ?? '',
      thinkMs: 2_500,
      restMs: 10_000,
      arrive: signIn(account),
      journeys: [recoverPassword(account, partner), openHome, reviewAppointments],
    })),
    {
      name: 'uptime-monitor',
      address: '127.31.0.1',
      userAgent: programs.monitor,
      thinkMs: 3_000,
      restMs: 0,
      steady: true,
      journeys: [probeHealth],
    },
  ];
}

function scanners(): readonly Persona[] {
  return [
    {
      name: 'scanner',
      address: '127.50.7.66',
      userAgent: programs.scanner,
      thinkMs: 800,
      restMs: 20_000,
      journeys: [scanOpportunistically, guessVersions],
    },
    {
      name: 'crawler',
      address: '127.51.3.9',
      userAgent: programs.crawler,
      thinkMs: 4_000,
      restMs: 15_000,
      steady: true,
      journeys: [crawl],
    },
  ];
}
