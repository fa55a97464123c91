import type { PersonActor } from './actors.ts';
import { addDays, consultationTimes, seedDay } from './calendar.ts';
import type { Database } from './database.ts';
import { number, text } from './database.ts';
import { diagnoses, medications, reasons } from './medicine.ts';
import { renderPdf } from './pdf.ts';
import type { Random } from './random.ts';

const practitionersOf = (db: Database, clinicSlug: string): readonly number[] =>
  db
    .all('SELECT id FROM practitioners WHERE clinicSlug = ? ORDER BY id', clinicSlug)
    .map((row) => number(row, 'id'));

/** Gives every patient appointments, prescriptions, invoices and documents. */
export const seedTreatment = (db: Database, random: Random, patientIds: readonly string[]): void => {
  let invoiceCount = 0;
  for (const patientId of patientIds) {
    const patient = db.one('SELECT clinicSlug, familyName FROM patients WHERE id = ?', patientId);
    if (!patient) continue;
    const clinicSlug = text(patient, 'clinicSlug');
    const [first = 101, ...others] = practitionersOf(db, clinicSlug);
    const practitionerId = random.pick([first, ...others]);
    for (let at = 0; at < 6; at += 1) {
      const past = at < 4;
      const day = addDays(seedDay, past ? -random.between(3, 300) : random.between(2, 50));
      const times = consultationTimes(day);
      const startsAt = times[random.between(0, Math.max(0, times.length - 1))] ?? `${day}T09:00:00Z`;
      const diagnosis = random.pick(diagnoses);
      db.insert('appointments', {
        id: random.uuid(),
        clinicSlug,
        patientId,
        practitionerId: random.pick([first, ...others]),
        startsAt,
        minutes: 20,
        status: past ? random.pick(['done', 'done', 'missed']) : 'booked',
        reason: random.pick(reasons),
        icdCode: past ? diagnosis.code : null,
        notes: past ? `Seen for ${diagnosis.title.toLowerCase()}. Advice given; review in six weeks.` : null,
      });
      if (!past) continue;
      invoiceCount += 1;
      const amountCents = random.between(2_500, 19_900);
      db.insert('invoices', {
        number: `INV-2026-${String(invoiceCount).padStart(5, '0')}`,
        clinicSlug,
        patientId,
        issuedOn: day,
        dueOn: addDays(day, 30),
        status: at === 0 ? 'paid' : 'open',
        amountCents,
        discountCents: 0,
        lines: JSON.stringify([
          { description: `Consultation: ${diagnosis.title}`, icdCode: diagnosis.code, amountCents },
        ]),
      });
    }
    for (let at = 0; at < 2; at += 1) {
      const medication = random.pick(medications);
      db.insert('prescriptions', {
        id: `rx_${random.letters(8)}`,
        clinicSlug,
        patientId,
        practitionerId,
        medication: medication.name,
        atcCode: medication.atcCode,
        dose: medication.dose,
        icdCode: medication.icdCode,
        issuedOn: addDays(seedDay, -random.between(1, 200)),
        refillsLeft: random.between(1, 9),
      });
    }
    for (const title of ['Laboratory report', 'Discharge letter']) {
      const content = renderPdf([
        title,
        `Patient ${patientId}, ${text(patient, 'familyName')}`,
        random.pick(diagnoses).title,
      ]);
      db.insert('documents', {
        id: random.uuid(),
        clinicSlug,
        patientId,
        name: `${title.toLowerCase().replace(' ', '-')}.pdf`,
        type: 'application/pdf',
        sizeBytes: content.byteLength,
        source: 'clinic',
        createdAt: `${addDays(seedDay, -random.between(1, 300))}T10:00:00Z`,
        content,
      });
    }
    db.insert('notifications', {
      patientId,
      kind: 'reminder',
      text: 'Your appointment is tomorrow.',
      createdAt: `${seedDay}T07:00:00Z`,
    });
  }
};

/** Lets patients and their doctors write to each other. */
export const seedMessages = (db: Database, random: Random, actors: readonly PersonActor[]): void => {
  for (const patient of actors.filter((actor) => actor.role === 'patient')) {
    const [first, ...others] = actors.filter(
      (actor) => actor.role === 'doctor' && actor.clinic === patient.clinic,
    );
    if (!first) continue;
    const document = db.one('SELECT id FROM documents WHERE patientId = ?', patient.patientId ?? '');
    for (let at = 0; at < 26; at += 1) {
      const doctor = random.pick([first, ...others]);
      const toPatient = at % 2 === 0;
      const subject = random.pick([
        'Your results',
        'Repeat prescription',
        'Question about my dose',
        'Appointment',
      ]);
      const share = at === 0 && document ? ` The letter is at /v2/documents/${text(document, 'id')}.` : '';
      db.insert('messages', {
        fromUserId: toPatient ? doctor.userId : patient.userId,
        toUserId: toPatient ? patient.userId : doctor.userId,
        subject,
        body: `${toPatient ? `Dear ${patient.name}` : `Dear ${doctor.name}`}, about ${random.pick(reasons).toLowerCase()}: please see ${random.pick(medications).name}.${share}`,
        sentAt: `${addDays(seedDay, at - 30)}T${String(random.between(8, 17)).padStart(2, '0')}:${random.between(10, 59)}:00Z`,
        readAt: null,
      });
    }
  }
};
