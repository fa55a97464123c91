import type { EvidenceWarning, Place } from '../../model/sighting.ts';

/** Different warnings that one reading keeps; the rest is counted under `more-warnings`. */
const warningsMax = 2000;

/** Counts warnings: equal ones (code, detail, file) are one with the place of the first. */
export class WarningTally {
  readonly #warnings = new Map<string, { code: string; detail: string; place: Place; count: number }>();

  add(code: string, detail: string, place: Place): void {
    const short = detail.length > 240 ? `${detail.slice(0, 239)}…` : detail;
    const key = `${code}\n${short}\n${place.file ?? place.url ?? ''}`;
    const known = this.#warnings.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.#warnings.size < warningsMax || code === 'more-warnings') {
      this.#warnings.set(key, { code, detail: short, place, count: 1 });
    } else this.add('more-warnings', 'further warnings were left out', {});
  }

  list(): readonly EvidenceWarning[] {
    return [...this.#warnings.values()];
  }
}
