import express from 'express';
import type { Request } from 'express';
import { Refusal } from './answer.ts';

export const jsonBytesMax = 256 * 1024;
export const uploadBytesMax = 2 * 1024 * 1024;

/** A JSON object as the client sent it. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads a JSON body; old clients leave the media type out, so none is asked for. */
export const jsonBody = express.json({ type: () => true, limit: jsonBytesMax, strict: false });

/** Reads a body as it came, for those who check its signature. */
export const rawBody = express.raw({ type: () => true, limit: jsonBytesMax });

/** Reads a form with files as it came; `parseUpload` takes it apart. */
export const uploadBody = express.raw({ type: () => true, limit: uploadBytesMax });

/** The JSON object that `jsonBody` read. @throws Refusal 400 when it is none */
export const fieldsOf = (body: unknown): Fields => {
  if (body === undefined) throw new Refusal(400, 'The body is not JSON');
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal(400, 'The body must be a JSON object');
  return body as Fields;
};

/** The bytes that `rawBody` or `uploadBody` read. */
export const bytesOf = (req: Pick<Request, 'body'>): Buffer => {
  const body: unknown = req.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
};

/** @throws Refusal 400 when the bytes are not a JSON object */
export const parseObject = (body: Buffer): Fields => fieldsOf(parseJson(body));

/** @throws Refusal 400 when the bytes are not JSON */
export const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refusal(400, 'The body is not JSON');
  }
};

/** @throws Refusal 400 naming the field */
export const requireText = (fields: Fields, name: string, charactersMax = 4000): string => {
  const value = fields[name];
  if (typeof value !== 'string' || value === '' || value.length > charactersMax)
    throw new Refusal(400, `${name} must be text of 1 to ${charactersMax} characters`);
  return value;
};

export const optionalText = (fields: Fields, name: string, charactersMax = 4000): string | undefined =>
  fields[name] === undefined || fields[name] === null ? undefined : requireText(fields, name, charactersMax);

/** @throws Refusal 400 naming the field */
export const requireInteger = (fields: Fields, name: string): number => {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new Refusal(400, `${name} must be a whole number`);
  return value;
};

/** A file and the fields beside it. */
export type Upload = {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
  readonly fields: Fields;
};

/**
 * Parses multipart/form-data (RFC 7578) that holds one part `file`.
 * @throws Refusal 400 when it does not
 */
export const parseUpload = async (body: Buffer, contentType: string): Promise<Upload> => {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new Refusal(400, 'The body is not multipart/form-data');
  }
  const file = form.get('file');
  if (file === null || typeof file === 'string') throw new Refusal(400, 'The form has no part named file');
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form.entries()) if (typeof value === 'string') fields[name] = value;
  return { name: file.name, type: file.type, content: new Uint8Array(await file.arrayBuffer()), fields };
};
