/** A file in a form (RFC 7578). */
export interface FilePart {
  readonly field: string;
  readonly fileName: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Encodes a form with one file as multipart/form-data (RFC 7578) with the given boundary. */
export function encodeMultipart(
  boundary: string,
  fields: Readonly<Record<string, string>>,
  file: FilePart,
): Buffer {
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name="${file.field}"; filename="${file.fileName}"\r\n` +
    `Content-Type: ${file.type}\r\n\r\n`;
  return Buffer.concat([...parts, Buffer.from(head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}
