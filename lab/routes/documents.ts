import { audit } from '../domain/bookings.ts';
import { text } from '../domain/database.ts';
import { documentColumns, documentOf, readPatient } from '../domain/records.ts';
import { Refusal, bytes, found, json, noContent, requireFound } from '../http/answer.ts';
import { optionalText, parseUpload, readBytes, requireText, uploadBytesMax } from '../http/body.ts';
import { bodyOf, param, personal } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import { ownsOrTreats } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';
import { nowText } from '../platform.ts';
import { ownedBy } from './patients.ts';

const mediaTypeShape = /^[\w.+-]{1,60}\/[\w.+-]{1,60}(?:; ?charset=[\w-]{1,20})?$/;

/** Whose record a new document goes to: the caller's, or that of a patient whom they treat. @throws Refusal 404, 422 */
const filedUnder = (call: Call, person: Person, asked: string | undefined) => {
  const id = asked ?? person.patientId;
  if (id === null) throw new Refusal(422, 'patientId is missing');
  const patient = found(readPatient(call.platform.db, id), 'patient');
  requireFound(ownsOrTreats(person, ownedBy(patient)), 'patient');
  return patient;
};

type NewFile = {
  readonly name: string;
  readonly type: string;
  readonly source: string;
  readonly content: Uint8Array;
};

const file = (call: Call, person: Person, patientId: string, clinicSlug: string, added: NewFile) => {
  const row = {
    id: call.platform.random.uuid(),
    clinicSlug,
    patientId,
    name: added.name.slice(0, 200),
    type: mediaTypeShape.test(added.type) ? added.type : 'application/octet-stream',
    sizeBytes: added.content.byteLength,
    source: added.source,
    createdAt: nowText(call.platform),
  };
  call.platform.db.insert('documents', { ...row, content: added.content });
  audit(call.platform, person, `document.${added.source}`, row.id, call.address);
  return json(documentOf(row), 201, { location: `/v2/documents/${row.id}` });
};

const rowInPath = (call: Call, columns: string) => {
  const row = found(
    call.platform.db.one(`SELECT ${columns} FROM documents WHERE id = ?`, param(call, 'documentId')),
    'document',
  );
  return { row, owned: { patientId: text(row, 'patientId'), clinicSlug: text(row, 'clinicSlug') } };
};

export const documentRoutes: readonly Route[] = [
  personal('POST', '/v2/documents', async (call, person) => {
    const contentType = call.request.headers['content-type'] ?? '';
    const upload = await parseUpload(await readBytes(call.request, uploadBytesMax), contentType);
    const patient = filedUnder(call, person, optionalText(upload.fields, 'patientId', 20));
    const served = call.platform.rules['unrestricted-upload'](upload.type, upload.content);
    if (!served) throw new Refusal(415, 'Only PDF, PNG, JPEG and plain text are taken');
    const name = optionalText(upload.fields, 'name', 200) ?? (upload.name || 'document');
    return file(call, person, patient.id, patient.clinicSlug, {
      name,
      type: served.type,
      source: 'upload',
      content: upload.content,
    });
  }),

  personal('POST', '/v2/documents/import', async (call, person) => {
    const { platform } = call;
    const body = await bodyOf(call);
    const url = URL.parse(requireText(body, 'url', 2000));
    if (!url || !/^https?:$/.test(url.protocol)) throw new Refusal(400, 'url must be an http address');
    if (!platform.rules['ssrf-document-import'](url, platform.partnerHosts))
      throw new Refusal(422, 'Documents come from partners only');
    const patient = filedUnder(call, person, optionalText(body, 'patientId', 20));
    const answer = await platform.outbound(url, { redirects: 'refuse' });
    if (answer.status !== 200) throw new Refusal(502, `The host answered ${answer.status}`);
    const name = optionalText(body, 'name', 200) ?? (url.pathname.split('/').at(-1) || 'document');
    return file(call, person, patient.id, patient.clinicSlug, {
      name,
      type: answer.type,
      source: 'import',
      content: answer.body,
    });
  }),

  personal('GET', '/v2/documents/{documentId}', (call, person) => {
    const { row, owned } = rowInPath(call, documentColumns);
    requireFound(ownsOrTreats(person, owned), 'document');
    return json(documentOf(row));
  }),

  personal('GET', '/v2/documents/{documentId}/content', (call, person) => {
    const { row, owned } = rowInPath(call, `${documentColumns}, content`);
    requireFound(call.platform.rules['bola-document-content'](person, owned), 'document');
    const content = row['content'];
    const served = call.platform.rules['unrestricted-upload'](
      text(row, 'type'),
      content instanceof Uint8Array ? content : new Uint8Array(),
    );
    const name = encodeURIComponent(text(row, 'name'));
    return bytes(content instanceof Uint8Array ? content : '', served?.type ?? 'application/octet-stream', {
      'content-disposition': `${served?.attachment === false ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
      ...(served?.attachment === false ? {} : { 'x-content-type-options': 'nosniff' }),
      'cache-control': 'private, no-store',
    });
  }),

  personal('DELETE', '/v2/documents/{documentId}', (call, person) => {
    const { row, owned } = rowInPath(call, documentColumns);
    requireFound(ownsOrTreats(person, owned), 'document');
    call.platform.db.run('DELETE FROM documents WHERE id = ?', text(row, 'id'));
    audit(call.platform, person, 'document.remove', text(row, 'id'), call.address);
    return noContent();
  }),
];
