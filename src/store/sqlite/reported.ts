/** What SQLite says, said in the words of the error catalogue. */
import { setTimeout as pause } from 'node:timers/promises';
import { HeliostatError } from '../../model/errors.ts';

/** SQLite's primary result codes that mean the disk: 8 READONLY, 10 IOERR, 13 FULL, 14 CANTOPEN. */
const diskCodes: readonly number[] = [8, 10, 13, 14];

/** 5 BUSY: another connection is writing. */
const busyCode = 5;
const busyWaitMsMax = 5_000;
const busyPauseMs = 5;

/** Runs, again when another process is just writing, and turns whatever goes wrong into a HeliostatError. */
export async function reported<T>(work: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + busyWaitMsMax; ; ) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof HeliostatError) throw error;
      const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
      if (code === busyCode && performance.now() < until) {
        await pause(busyPauseMs);
        continue;
      }
      if (diskCodes.includes(code)) {
        throw new HeliostatError('data-folder-unusable', {
          detail: 'the catalogue cannot be written',
          cause: error,
        });
      }
      throw new HeliostatError('internal-error', { cause: error });
    }
  }
}
