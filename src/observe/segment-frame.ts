/** What stands around a value inside one path segment and belongs to the route: `Customers('{}')`, `{}.json`, `@{}`, `{}:publish`. */

/** Extensions of documents an API hands out: `/exports/march.csv` has the value `march`. */
const documentExtensions: ReadonlySet<string> = new Set(
  '.csv .json .xml .pdf .xlsx .xls .docx .txt .zip .gz .ics .vcf .ndjson .yaml .yml .html .png .jpg .jpeg .svg .webp .mp4 .mp3 .dcm .pbf .mvt .geojson .rss .atom .gif .tif .md'.split(
    ' ',
  ),
);

/** A segment parted into what is constant and the value between. */
export interface SegmentFrame {
  readonly prefix: string;
  readonly value: string;
  readonly suffix: string;
  /** The notation says that this is a value, whatever it reads like. */
  readonly certain: boolean;
}

/** `:publish`: a custom method behind a resource (Google AIP-136). */
const customMethod = /^[a-z][A-Za-z]{2,31}$/;
/** `Orders(7)`, `Customers('ALFKI')`: an entity by its key (OData 4.01, part 2, section 4.3.1). */
const entityKey = /^([A-Za-z_][\w.]{0,62})\((['"]?)([^()'"=,]{1,128})\2\)$/;
const retina = /^(.+?)(@[1-4]x\.(?:png|jpe?g|webp))$/i;
/** `@ada` is somebody; `@me` is whoever calls. */
const handle = /^@(?!(?:me|self)$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/;

/**
 * Parts a decoded segment, or null when nothing stands around its value.
 *
 * @example
 * frameOf('web-9:start'); // { prefix: '', value: 'web-9', suffix: ':start', certain: false }
 */
export function frameOf(text: string): SegmentFrame | null {
  if (text.length > 256) return null;
  const first = text.charCodeAt(0);
  if (first === 64 && handle.test(text))
    return { prefix: '@', value: text.slice(1), suffix: '', certain: true };
  if (text.charCodeAt(text.length - 1) === 41) {
    const key = entityKey.exec(text);
    if (key === null) return null;
    const [, name = '', quote = '', value = ''] = key;
    return { prefix: `${name}(${quote}`, value, suffix: `${quote})`, certain: quote !== '' };
  }
  const colon = text.lastIndexOf(':');
  if (colon > 0 && customMethod.test(text.slice(colon + 1)) && text.indexOf(':') === colon)
    return { prefix: '', value: text.slice(0, colon), suffix: text.slice(colon), certain: false };
  const dense = text.includes('@') ? retina.exec(text) : null;
  if (dense !== null) return { prefix: '', value: dense[1] ?? '', suffix: dense[2] ?? '', certain: false };
  const dot = text.lastIndexOf('.');
  if (dot > 0 && documentExtensions.has(text.slice(dot).toLowerCase()))
    return { prefix: '', value: text.slice(0, dot), suffix: text.slice(dot), certain: false };
  return null;
}
