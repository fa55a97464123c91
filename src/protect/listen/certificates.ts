/**
 * A certificate and its key from files, read again when they change. A new pair that cannot be used leaves the old one in place and is
 * reported.
 */
import { readFileSync, statSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { ListenerConfig } from '../../config/listener.ts';
import { HeliostatError } from '../../model/errors.ts';
import type { GatewayLog } from '../log.ts';

type TlsConfig = NonNullable<ListenerConfig['tls']>;

/** Watching misses changes on some file systems: the files are looked at now and then, too. */
const pollMs = 5_000;
/** Both files of a pair change one after the other. */
const settleMs = 100;

/** Reads the pair and proves that it fits. Throws `certificate-invalid` with the files and what is wrong, never their content. */
export function readCertificate(config: TlsConfig): SecureContextOptions {
  const { certificateFile, keyFile, minVersion } = config;
  try {
    const options: SecureContextOptions = {
      cert: readFileSync(certificateFile),
      key: readFileSync(keyFile),
      minVersion,
    };
    createSecureContext(options);
    return options;
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new HeliostatError('certificate-invalid', {
      detail: `${certificateFile}, ${keyFile}: ${why}`,
      cause: error,
    });
  }
}

const stampOf = (file: string): string => {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs}:${size}:${ino}`;
  } catch {
    return 'missing';
  }
};

export class Certificates implements Disposable {
  /** Why the files as they are now are not in use. */
  error: string | null = null;
  readonly #config: TlsConfig;
  readonly #use: (options: SecureContextOptions) => void;
  readonly #log: GatewayLog;
  readonly #watchers: FSWatcher[] = [];
  readonly #poll: NodeJS.Timeout;
  #settling: NodeJS.Timeout | null = null;
  #stamp: string;

  /** @param use puts a new pair in force */
  constructor(config: TlsConfig, use: (options: SecureContextOptions) => void, log: GatewayLog) {
    this.#config = config;
    this.#use = use;
    this.#log = log;
    this.#stamp = this.#stampNow();
    for (const folder of new Set([dirname(config.certificateFile), dirname(config.keyFile)])) {
      try {
        const watcher = watch(folder, { persistent: false }, () => this.#changed());
        watcher.on('error', () => watcher.close());
        this.#watchers.push(watcher);
      } catch {
        // Polling does it alone.
      }
    }
    this.#poll = setInterval(() => this.#changed(), pollMs);
    this.#poll.unref();
  }

  #stampNow(): string {
    return `${stampOf(this.#config.certificateFile)} ${stampOf(this.#config.keyFile)}`;
  }

  #changed(): void {
    if (this.#settling !== null || this.#stampNow() === this.#stamp) return;
    this.#settling = setTimeout(() => {
      this.#settling = null;
      this.reload();
    }, settleMs);
    this.#settling.unref();
  }

  /** Reads the files again, now. */
  reload(): void {
    this.#stamp = this.#stampNow();
    const { certificateFile } = this.#config;
    try {
      this.#use(readCertificate(this.#config));
      this.error = null;
      this.#log.info({ certificateFile }, 'the certificate was read again');
    } catch (error) {
      this.error = error instanceof HeliostatError ? (error.detail ?? error.message) : String(error);
      this.#log.error(
        { certificateFile, reason: this.error },
        'the new certificate cannot be used; the old one stays',
      );
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#poll);
    if (this.#settling !== null) clearTimeout(this.#settling);
    for (const watcher of this.#watchers) watcher.close();
  }
}
