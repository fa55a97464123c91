/** Reads a JSON request body within a bound. */
import { HeliostatError } from '../../model/errors.ts';

/** Largest body that the control API takes. */
export const bodyBytesMax = 262_144;

/**
 * The body as a JSON value.
 *
 * @throws HeliostatError `input-invalid` when it is no JSON or is not declared as JSON, `body-too-large`
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  // Asking for the media type keeps out forms of other sites, which cannot set it without a preflight.
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new HeliostatError('input-invalid', {
      issues: [
        {
          path: 'header.content-type',
          expected: 'application/json',
          got: mediaType === undefined ? 'nothing' : 'another type',
        },
      ],
    });
  }
  const tooLarge = new HeliostatError('body-too-large', { detail: `at most ${bodyBytesMax} bytes` });
  if (Number(request.headers.get('content-length') ?? 0) > bodyBytesMax) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bodyBytesMax) throw tooLarge;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new HeliostatError('input-invalid', {
      issues: [{ path: 'body', expected: 'JSON', got: 'something else' }],
    });
  }
}
