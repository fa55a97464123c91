/** The shape of a multipart body (RFC 7578, RFC 2046 section 5.1): its fields, and its files as binary. */
import type { Classifier } from '../classify/classifier.ts';
import type { Field } from '../classify/field.ts';
import { parameterField, shapeOfText } from '../parameters.ts';
import { bounds } from './bounds.ts';
import type { JsonShapeReader } from './json.ts';
import type { ShapeInterner, ShapeNode } from './shape-interner.ts';

const partsMax = 64;
const partHeaderBytesMax = 4096;

/** Reads a body with this boundary; null when none of its parts can be read. A part that breaks off still counts. */
export const readMultipart = (
  bytes: Buffer,
  boundary: string,
  root: Field,
  shapes: ShapeInterner,
  classifier: Classifier,
  json: JsonShapeReader,
  truncated: boolean,
): ShapeNode | null => {
  if (boundary === '') return null;
  const delimiter = Buffer.from(`--${boundary}`);
  const found = new Map<string, ShapeNode>();
  const counts = new Map<string, number>();
  let at = bytes.indexOf(delimiter);
  let parts = 0;
  while (at >= 0 && parts < partsMax) {
    const start = at + delimiter.length;
    if (bytes[start] === 45 && bytes[start + 1] === 45) break;
    const next = bytes.indexOf(delimiter, start);
    const part = bytes.subarray(start, next < 0 ? bytes.length : next);
    at = next;
    parts += 1;
    const blank = part.indexOf('\r\n\r\n');
    if (blank < 0 || blank > partHeaderBytesMax) continue;
    const head = part.toString('latin1', 0, blank);
    const disposition = /content-disposition:[^\r\n]{0,1024}/i.exec(head)?.[0] ?? '';
    const name =
      /;\s*name="([^"]{1,128})"/i.exec(disposition)?.[1] ??
      /;\s*name=([^;\s"]{1,128})/i.exec(disposition)?.[1];
    if (name === undefined) continue;
    const place = parameterField(root, name.replace(/\[\d{0,4}\]$/, ''));
    const type = /content-type:\s*([^\s;]{1,128})/i.exec(head)?.[1]?.toLowerCase() ?? '';
    let shape: ShapeNode;
    if (
      /;\s*filename\*?=/i.test(disposition) ||
      (type !== '' && !type.startsWith('text/') && !type.endsWith('json'))
    ) {
      shape = shapes.string('binary', shapes.sets.empty);
    } else {
      const text = part
        .toString('utf8', blank + 4, Math.min(part.length, blank + 4 + bounds.stringCharactersMax * 8))
        .replace(/\r\n$/, '');
      shape =
        (type.endsWith('json') ? json.read(text, place.field, truncated && next < 0) : null) ??
        shapeOfText(text, place.field, shapes, classifier);
    }
    const other = found.get(place.name);
    found.set(place.name, other === undefined ? shape : shapes.merge(other, shape));
    counts.set(place.name, (counts.get(place.name) ?? 0) + 1);
  }
  if (found.size === 0) return null;
  let state = shapes.emptyObject;
  for (const [name, node] of found)
    state = state.next(shapes, name, (counts.get(name) ?? 0) > 1 ? shapes.array(node, false) : node);
  return shapes.object(state, truncated);
};
