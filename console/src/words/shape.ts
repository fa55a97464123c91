import type { Shape } from '../api/types.ts';
import { formatWord } from './words.ts';

const depthMax = 4;
const indentMax = 24;
const types = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object', 'any', 'opaque'];

/** A shape, when the value is one: the record's description leaves it open. */
function isShape(value: unknown): value is Shape {
  return (
    typeof value === 'object' && value !== null && 't' in value && types.some((type) => type === value.t)
  );
}

/** Data classes that were seen in a value of this shape. */
export const classesOf = (shape: Shape): readonly string[] => ('c' in shape ? (shape.c ?? []) : []);

/** A shape in a few words: `uuid`, `text`, `list of integer`, `object`. */
export function shapeWord(shape: unknown, depth = 0): string {
  if (!isShape(shape)) return 'nothing seen inside';
  if (depth > depthMax) return '…';
  switch (shape.t) {
    case 'string':
      return shape.f === undefined ? 'string' : formatWord(shape.f);
    case 'array':
      return shape.i === null ? 'empty list' : `list of ${shapeWord(shape.i, depth + 1)}`;
    case 'any':
      return shape.o.map((one) => shapeWord(one, depth + 1)).join(' or ') || 'anything';
    case 'opaque':
      return `${shape.why}, not looked into`;
    default:
      return shape.t;
  }
}

/** A shape as an indented outline, for reading. */
export function shapeOutline(shape: unknown, indent = ''): string {
  if (!isShape(shape)) return 'none';
  if (indent.length > indentMax) return '…';
  const inner = `${indent}  `;
  if (shape.t === 'object') {
    const fields = Object.entries(shape.p);
    if (fields.length === 0) return '{}';
    const lines = fields.map(([name, value]) => `${inner}${name}: ${shapeOutline(value, inner)}`);
    return `{\n${lines.join('\n')}${shape.x === true ? `\n${inner}… cut` : ''}\n${indent}}`;
  }
  if (shape.t === 'array' && shape.i !== null) return `[ ${shapeOutline(shape.i, indent)} ]`;
  const classes = classesOf(shape);
  return `${shapeWord(shape)}${classes.length === 0 ? '' : `  ‹${classes.join(', ')}›`}`;
}
