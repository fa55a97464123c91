/** Segment files: `${stream}-${number}.spool`, numbered without a gap that matters; a writer's start always begins a new one. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** One segment file as it was found. */
export interface Segment {
  readonly stream: string;
  readonly segment: number;
  readonly path: string;
  readonly bytes: number;
}

const pattern = /^([a-z0-9]{1,32})-([0-9]{6,12})\.spool$/;

/** Is this a name for a stream? Lower case letters and digits, 1 to 32. */
export const isStreamName = (stream: string): boolean => /^[a-z0-9]{1,32}$/.test(stream);

/** File name of a segment. */
export const segmentName = (stream: string, segment: number): string =>
  `${stream}-${segment.toString().padStart(6, '0')}.spool`;

/** Streams and numbers of all segments in the folder, without their sizes; other files are left alone. */
export async function listSegmentNames(
  folder: string,
): Promise<readonly { readonly stream: string; readonly segment: number; readonly name: string }[]> {
  const found: { stream: string; segment: number; name: string }[] = [];
  for (const name of await readdir(folder)) {
    const match = pattern.exec(name);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    found.push({ stream: match[1], segment: Number(match[2]), name });
  }
  return found.sort((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.segment - b.segment));
}

/** All segments with their sizes, by stream, oldest first. One that vanishes meanwhile is left out. */
export async function listSegments(folder: string): Promise<readonly Segment[]> {
  const found: Segment[] = [];
  for (const { stream, segment, name } of await listSegmentNames(folder)) {
    const path = join(folder, name);
    try {
      found.push({ stream, segment, path, bytes: (await stat(path)).size });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return found;
}

/** Bytes of all segments in the folder. */
export async function spoolBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const segment of await listSegments(folder)) bytes += segment.bytes;
  return bytes;
}

/** Is this the error for a file that is not there? */
export const isMissing = (error: unknown): boolean => errorCode(error) === 'ENOENT';

/** The system's error code (`ENOSPC`), or ''. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
