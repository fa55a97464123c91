/**
 * The shape of an XML text by its element names: bounded, without entities, without a document type. Not a validator: what a tolerant
 * reader would see.
 */
import type { Classifier } from '../classify/classifier.ts';
import type { Field } from '../classify/field.ts';
import { shapeOfText } from '../parameters.ts';
import { bounds } from './bounds.ts';
import type { ShapeInterner, ShapeNode } from './shape-interner.ts';

interface Open {
  readonly name: string;
  readonly field: Field;
  readonly properties: Map<string, ShapeNode>;
  readonly counts: Map<string, number>;
  text: string;
}

/** Local name: without its namespace prefix. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const attribute = /([A-Za-z_][\w.:-]{0,63})\s*=\s*(?:"([^"]{0,2048})"|'([^']{0,2048})')/g;

/** Reads XML; null when it is none. `truncated`: the text may break off. */
export const readXml = (
  text: string,
  root: Field,
  shapes: ShapeInterner,
  classifier: Classifier,
  truncated: boolean,
): ShapeNode | null => {
  const top: Open = { name: '', field: root, properties: new Map(), counts: new Map(), text: '' };
  const stack: Open[] = [top];
  let at = 0;
  let values = 0;
  let cut = false;

  const put = (into: Open, field: Field, node: ShapeNode): void => {
    const other = into.properties.get(field.name);
    if (other === undefined && into.properties.size >= bounds.propertiesMax) return;
    into.properties.set(field.name, other === undefined ? node : shapes.merge(other, node));
    into.counts.set(field.name, (into.counts.get(field.name) ?? 0) + 1);
  };
  const close = (): void => {
    const open = stack.pop();
    const parent = stack.at(-1);
    if (open === undefined || parent === undefined) return;
    put(parent, open.field, finish(open));
  };
  const finish = (open: Open): ShapeNode => {
    const content = open.text.trim();
    if (open.properties.size === 0)
      return content === '' ? shapes.null() : shapeOfText(content, open.field, shapes, classifier);
    if (content !== '')
      put(open, open.field.child('#text'), shapeOfText(content, open.field, shapes, classifier));
    let state = shapes.emptyObject;
    for (const [name, node] of open.properties) {
      state = state.next(
        shapes,
        name,
        (open.counts.get(name) ?? 0) > 1 && name !== '#text' ? shapes.array(node, false) : node,
      );
    }
    return shapes.object(state, false);
  };

  while (at < text.length) {
    const less = text.indexOf('<', at);
    const open = stack.at(-1) ?? top;
    const stop = less < 0 ? text.length : less;
    if (stop > at && open.text.length < bounds.stringCharactersMax)
      open.text += text.slice(at, Math.min(stop, at + bounds.stringCharactersMax));
    if (less < 0) break;
    const skip = text.startsWith('<!--', less)
      ? '-->'
      : text.startsWith('<![CDATA[', less)
        ? ']]>'
        : text.startsWith('<?', less)
          ? '?>'
          : '';
    if (skip !== '') {
      const end = text.indexOf(skip, less + 2);
      if (end < 0) break;
      if (skip === ']]>' && open.text.length < bounds.stringCharactersMax)
        open.text += text.slice(less + 9, Math.min(end, less + 9 + bounds.stringCharactersMax));
      at = end + skip.length;
      continue;
    }
    const end = text.indexOf('>', less);
    if (end < 0) break;
    at = end + 1;
    if (text.charCodeAt(less + 1) === 33) {
      // A document type: passed over with its internal subset; its entities are never read.
      const subset = text.indexOf('[', less);
      if (subset > 0 && subset < end) {
        const close = text.indexOf(']>', subset);
        if (close < 0) break;
        at = close + 2;
      }
      continue;
    }
    values += 1;
    if (values > bounds.valuesMax) {
      cut = true;
      break;
    }
    if (text.charCodeAt(less + 1) === 47) {
      const name = local(text.slice(less + 2, end).trim());
      if (stack.length < 2 || open.name !== name) return null;
      close();
      continue;
    }
    const tag = text.slice(less + 1, Math.min(end, less + 8192));
    const named = /^[A-Za-z_][\w.:-]{0,127}/.exec(tag)?.[0];
    if (named === undefined) return null;
    if (stack.length > bounds.depthMax) {
      cut = true;
      break;
    }
    const name = local(named);
    const made: Open = {
      name,
      field: open.field.child(name),
      properties: new Map(),
      counts: new Map(),
      text: '',
    };
    for (const match of tag.slice(named.length).matchAll(attribute)) {
      const key = match[1] ?? '';
      if (key === 'xmlns' || key.startsWith('xmlns:') || key.startsWith('xsi:')) continue;
      const field = made.field.child(`@${local(key)}`);
      put(made, field, shapeOfText(match[2] ?? match[3] ?? '', field, shapes, classifier));
    }
    stack.push(made);
    if (tag.endsWith('/')) close();
  }
  if (stack.length > 1 && !truncated && !cut) return null;
  const broken = stack.length > 1 || cut;
  while (stack.length > 1) close();
  if (top.properties.size === 0) return null;
  let state = shapes.emptyObject;
  for (const [name, node] of top.properties) state = state.next(shapes, name, node);
  return shapes.object(state, broken);
};
