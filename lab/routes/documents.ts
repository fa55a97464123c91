import { Router } from 'express';
import { audit } from '../domain/bookings.ts';
import { text } from '../domain/database.ts';
import { documentColumns, documentOf, readPatient } from '../domain/records.ts';
import type { Patient } from '../domain/records.ts';
import { Refusal, found, requireFound } from '../http/answer.ts';
import {
  bytesOf,
  fieldsOf,
  jsonBody,
  optionalText,
  parseUpload,
  requireText,
  uploadBody,
} from '../http/body.ts';
import { addressOf, personOf, platformOf, requireLogin } from '../http/guards.ts';
import { ownsOrTreats } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';
import { nowText } from '../platform.ts';
import type { Platform } from '../platform.ts';
import { ownedBy } from './patients.ts';

const mediaTypeShape = /^[\w.+-]{1,60}\/[\w.+-]{1,60}(?:; ?charset=[\w-]{1,20})?$/;

/** Whose record a new document goes to: the caller's, or that of a patient whom they treat. @throws Refusal 404, 422 */
const filedUnder = (platform: Platform, person: Person, asked: string | undefined) => {
  const id = asked ?? person.patientId;
  if (id === null) throw new Refusal(422, 'patientId is missing');
  const patient = found(readPatient(platform.db, id), 'patient');
  requireFound(ownsOrTreats(person, ownedBy(patient)), 'patient');
  return patient;
};

type NewFile = {
  readonly name: string;
  readonly type: string;
  readonly source: string;
  readonly content: Uint8Array;
};

const file = (platform: Platform, person: Person, address: string, patient: Patient, added: NewFile) => {
  const row = {
    id: platform.random.uuid(),
    clinicSlug: patient.clinicSlug,
    patientId: patient.id,
    name: added.name.slice(0, 200),
    type: mediaTypeShape.test(added.type) ? added.type : 'application/octet-stream',
    sizeBytes: added.content.byteLength,
    source: added.source,
    createdAt: nowText(platform),
  };
  platform.db.insert('documents', { ...row, content: added.content });
  audit(platform, person, `document.${added.source}`, row.id, address);
  return documentOf(row);
};

const documentRow = ({ db }: Platform, id: string, columns: string) => {
  const row = found(db.one(`SELECT ${columns} FROM documents WHERE id = ?`, id), 'document');
  return { row, owned: { patientId: text(row, 'patientId'), clinicSlug: text(row, 'clinicSlug') } };
};

export const documentRouter = Router();

documentRouter.use(requireLogin);

documentRouter.post('/', uploadBody, async (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const upload = await parseUpload(bytesOf(req), req.get('content-type') ?? '');
  const patient = filedUnder(platform, person, optionalText(upload.fields, 'patientId', 20));
  const served = platform.rules['unrestricted-upload'](upload.type, upload.content);
  if (!served) throw new Refusal(415, 'Only PDF, PNG, JPEG and plain text are taken');
  const name = optionalText(upload.fields, 'name', 200) ?? (upload.name || 'document');
  const filed = file(platform, person, addressOf(req), patient, {
    name,
    type: served.type,
    source: 'upload',
    content: upload.content,
  });
  res.status(201).location(`/v2/documents/${filed.id}`).json(filed);
});

documentRouter.post('/import', jsonBody, async (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const body = fieldsOf(req.body);
  const url = URL.parse(requireText(body, 'url', 2000));
  if (!url || !/^https?:$/.test(url.protocol)) throw new Refusal(400, 'url must be an http address');
  if (!platform.rules['ssrf-document-import'](url, platform.partnerHosts))
    throw new Refusal(422, 'Documents come from partners only');
  const patient = filedUnder(platform, person, optionalText(body, 'patientId', 20));
  const answer = await platform.outbound(url, { redirects: 'refuse' });
  if (answer.status !== 200) throw new Refusal(502, `The host answered ${answer.status}`);
  const name = optionalText(body, 'name', 200) ?? (url.pathname.split('/').at(-1) || 'document');
  const filed = file(platform, person, addressOf(req), patient, {
    name,
    type: answer.type,
    source: 'import',
    content: answer.body,
  });
  res.status(201).location(`/v2/documents/${filed.id}`).json(filed);
});

documentRouter.get('/:documentId', (req, res) => {
  const person = personOf(res);
  const { row, owned } = documentRow(platformOf(req), req.params.documentId, documentColumns);
  requireFound(ownsOrTreats(person, owned), 'document');
  res.json(documentOf(row));
});

documentRouter.get('/:documentId/content', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const { row, owned } = documentRow(platformOf(req), req.params.documentId, `${documentColumns}, content`);
  requireFound(platform.rules['bola-document-content'](person, owned), 'document');
  const content = row['content'];
  const served = platform.rules['unrestricted-upload'](
    text(row, 'type'),
    content instanceof Uint8Array ? content : new Uint8Array(),
  );
  const name = encodeURIComponent(text(row, 'name'));
  res.set({
    'content-type': served?.type ?? 'application/octet-stream',
    'content-disposition': `${served?.attachment === false ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    ...(served?.attachment === false ? {} : { 'x-content-type-options': 'nosniff' }),
    'cache-control': 'private, no-store',
  });
  res.send(Buffer.from(content instanceof Uint8Array ? content : ''));
});

documentRouter.delete('/:documentId', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const { row, owned } = documentRow(platformOf(req), req.params.documentId, documentColumns);
  requireFound(ownsOrTreats(person, owned), 'document');
  platform.db.run('DELETE FROM documents WHERE id = ?', text(row, 'id'));
  audit(platform, person, 'document.remove', text(row, 'id'), addressOf(req));
  res.status(204).end();
});
