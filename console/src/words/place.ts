/** A place that evidence stands in. */
export interface EvidencePlace {
  readonly file?: string;
  readonly line?: number;
  readonly pointer?: string;
  readonly url?: string;
}

/** A place as one text that can be copied: `src/a.ts:12`, `api.yaml#/paths/~1a`, an address; empty when there is none. */
export function placeText({ file, line, pointer, url }: EvidencePlace): string {
  const where = file ?? url ?? '';
  if (where === '') return pointer ?? '';
  return `${where}${line === undefined ? '' : `:${line}`}${pointer === undefined ? '' : `#${pointer}`}`;
}
