import type { IncomingMessage } from 'node:http';
import { Refusal } from './answer.ts';

export const jsonBytesMax = 256 * 1024;
export const uploadBytesMax = 2 * 1024 * 1024;

/**
 * Reads a request's body, and not a byte more than allowed.
 * @throws Refusal 413 when it is larger, 400 when the client breaks off
 */
export const readBytes = async (request: IncomingMessage, bytesMax: number): Promise<Buffer> => {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax)
    throw new Refusal(413, 'The body is too large');
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > bytesMax) throw new Refusal(413, 'The body is too large');
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(400, 'The body broke off');
  }
  return Buffer.concat(parts, size);
};

/** A JSON object as the client sent it. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws Refusal 400 when the bytes are not a JSON object */
export const parseObject = (body: Buffer): Fields => {
  const value = parseJson(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, 'The body must be a JSON object');
  return value as Fields;
};

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
