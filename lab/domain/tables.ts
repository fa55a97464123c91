/** The tables of the platform. Columns carry the names of the API's fields; nested values are JSON text. */
export const tables = `
CREATE TABLE clinics (slug TEXT PRIMARY KEY, name TEXT, phone TEXT, email TEXT, address TEXT, latitude REAL, longitude REAL, vatNumber TEXT, iban TEXT, bic TEXT);
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT, role TEXT, clinicSlug TEXT, patientId TEXT, practitionerId INTEGER, salt TEXT, passwordHash TEXT, lastLoginAt TEXT);
CREATE INDEX usersByClinic ON users (clinicSlug);
CREATE INDEX usersByPatient ON users (patientId);
CREATE TABLE practitioners (id INTEGER PRIMARY KEY, name TEXT, title TEXT, specialty TEXT, clinicSlug TEXT, languages TEXT, phone TEXT, licenceNumber TEXT, rating REAL,
  privatePhone TEXT, privateAddress TEXT, birthDate TEXT, iban TEXT, salaryCents INTEGER);
CREATE TABLE patients (id TEXT PRIMARY KEY, clinicSlug TEXT, givenName TEXT, familyName TEXT, birthDate TEXT, sex TEXT, nationalId TEXT, email TEXT, phone TEXT, address TEXT,
  insurer TEXT, insuranceNumber TEXT, insurancePlan TEXT, insuranceVerified INTEGER, insuranceNote TEXT, creditCents INTEGER, benefitCardNumber TEXT, bloodType TEXT, allergies TEXT, emergencyContact TEXT, preferences TEXT);
CREATE INDEX patientsByClinic ON patients (clinicSlug, id);
CREATE INDEX patientsByInsurance ON patients (insuranceNumber);
CREATE TABLE appointments (id TEXT PRIMARY KEY, clinicSlug TEXT, patientId TEXT, practitionerId INTEGER, startsAt TEXT, minutes INTEGER, status TEXT, reason TEXT, icdCode TEXT, notes TEXT);
CREATE INDEX appointmentsByPatient ON appointments (patientId, startsAt);
CREATE INDEX appointmentsByPractitioner ON appointments (practitionerId, startsAt);
CREATE INDEX appointmentsByClinic ON appointments (clinicSlug, startsAt);
CREATE INDEX appointmentsByTime ON appointments (startsAt);
CREATE TABLE prescriptions (id TEXT PRIMARY KEY, clinicSlug TEXT, patientId TEXT, practitionerId INTEGER, medication TEXT, atcCode TEXT, dose TEXT, icdCode TEXT, issuedOn TEXT, refillsLeft INTEGER);
CREATE INDEX prescriptionsByPatient ON prescriptions (patientId);
CREATE TABLE invoices (number TEXT PRIMARY KEY, clinicSlug TEXT, patientId TEXT, issuedOn TEXT, dueOn TEXT, status TEXT, amountCents INTEGER, discountCents INTEGER, lines TEXT);
CREATE INDEX invoicesByPatient ON invoices (patientId);
CREATE INDEX invoicesByClinic ON invoices (clinicSlug);
CREATE TABLE payments (id TEXT PRIMARY KEY, invoiceNumber TEXT, amountCents INTEGER, cardLast4 TEXT, status TEXT, paidAt TEXT);
CREATE TABLE vouchers (code TEXT PRIMARY KEY, valueCents INTEGER, expiresOn TEXT, spentOn TEXT, spentBy TEXT);
CREATE TABLE documents (id TEXT PRIMARY KEY, clinicSlug TEXT, patientId TEXT, name TEXT, type TEXT, sizeBytes INTEGER, source TEXT, createdAt TEXT, content BLOB);
CREATE INDEX documentsByPatient ON documents (patientId);
CREATE TABLE messages (id INTEGER PRIMARY KEY, fromUserId INTEGER, toUserId INTEGER, subject TEXT, body TEXT, sentAt TEXT, readAt TEXT);
CREATE INDEX messagesByRecipient ON messages (toUserId, id);
CREATE INDEX messagesBySender ON messages (fromUserId, id);
CREATE TABLE slots (id INTEGER PRIMARY KEY, campaignSlug TEXT, startsAt TEXT, place TEXT, capacity INTEGER, taken INTEGER);
CREATE TABLE reservations (id TEXT PRIMARY KEY, slotId INTEGER, campaignSlug TEXT, patientId TEXT, reservedAt TEXT);
CREATE INDEX reservationsByPatient ON reservations (patientId, campaignSlug);
CREATE TABLE referrals (code TEXT PRIMARY KEY, clinicSlug TEXT, patientId TEXT, fromPractitionerId INTEGER, toPractitionerId INTEGER, icdCode TEXT, reason TEXT, urgency TEXT, documentId TEXT, createdOn TEXT);
CREATE TABLE reports (id INTEGER PRIMARY KEY, clinicSlug TEXT, period TEXT, appointments INTEGER, missed INTEGER, turnoverCents INTEGER, topDiagnoses TEXT);
CREATE TABLE webhooks (id TEXT PRIMARY KEY, clinicSlug TEXT, url TEXT, events TEXT, createdAt TEXT);
CREATE TABLE settings (clinicSlug TEXT PRIMARY KEY, reminderHours INTEGER, bookingWindowDays INTEGER, onlinePayment INTEGER, supportEmail TEXT);
CREATE TABLE audit (id INTEGER PRIMARY KEY, clinicSlug TEXT, at TEXT, userId INTEGER, action TEXT, target TEXT, address TEXT);
CREATE INDEX auditByClinic ON audit (clinicSlug, id);
CREATE TABLE notifications (id INTEGER PRIMARY KEY, patientId TEXT, kind TEXT, text TEXT, createdAt TEXT);
CREATE INDEX notificationsByPatient ON notifications (patientId, id);
CREATE TABLE sessions (id TEXT PRIMARY KEY, userId INTEGER, refreshHash TEXT UNIQUE, cookieHash TEXT UNIQUE, expiresAt INTEGER, revokedAt INTEGER);
CREATE TABLE signingKeys (kid TEXT PRIMARY KEY, secret TEXT);
CREATE TABLE resetCodes (userId INTEGER PRIMARY KEY, code TEXT, expiresAt INTEGER, wrongTries INTEGER);
`;
