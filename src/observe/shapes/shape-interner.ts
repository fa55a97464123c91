/**
 * Shapes, each kept once. Objects are found by walking from property to property, as a JavaScript engine finds hidden classes, so that a
 * shape that was seen before costs a few comparisons and no text is built. The same shape has the same ref in whatever order its
 * properties came.
 */
import type { Interned } from '../../model/exchange.ts';
import type { OpaqueReason, Shape, StringFormat } from '../../model/shape.ts';
import type { ClassSet, ClassSets } from '../classify/class-set.ts';
import { dictionaryKey } from '../classify/field.ts';
import { contentRef } from '../content-hash.ts';
import { bounds } from './bounds.ts';

/** A shape, its JSON text, and the union of the classes in it. */
export interface ShapeNode {
  readonly id: number;
  readonly shape: Shape;
  readonly json: string;
  readonly classes: ClassSet;
  readonly properties: ReadonlyMap<string, ShapeNode> | null;
  /** Items of an array. */
  readonly items: ShapeNode | null;
  readonly alternatives: readonly ShapeNode[] | null;
  readonly cut: boolean;
  /** With its ref, made at first need: only whole bodies need one. */
  interned: Interned<Shape> | null;
}

interface Edge {
  readonly name: string;
  readonly child: ShapeNode;
  readonly next: ObjectState;
}

/** An object as far as it was read. */
export class ObjectState {
  readonly parent: ObjectState | null;
  readonly name: string;
  readonly child: ShapeNode | null;
  readonly size: number;
  #last: Edge | null = null;
  #edges: Map<string, Map<number, Edge>> | null = null;
  whole: ShapeNode | null = null;
  cut: ShapeNode | null = null;

  constructor(parent: ObjectState | null, name: string, child: ShapeNode | null) {
    this.parent = parent;
    this.name = name;
    this.child = child;
    this.size = parent === null ? 0 : parent.size + 1;
  }

  /** The state after one more property. */
  next(shapes: ShapeInterner, name: string, child: ShapeNode): ObjectState {
    const last = this.#last;
    if (last !== null && last.child === child && last.name === name) return last.next;
    this.#edges ??= new Map();
    let byChild = this.#edges.get(name);
    if (byChild === undefined) {
      byChild = new Map();
      this.#edges.set(name, byChild);
    }
    let edge = byChild.get(child.id);
    if (edge === undefined) {
      edge = { name, child, next: new ObjectState(this, name, child) };
      byChild.set(child.id, edge);
      shapes.grew();
    }
    this.#last = edge;
    return edge.next;
  }
}

const formatOrder: readonly StringFormat[] = ['word', 'slug', 'text'];
/** Formats that both are texts of a kind meet in `text`. */
const commonFormat = (a: StringFormat, b: StringFormat): StringFormat =>
  a === b
    ? a
    : formatOrder.includes(a) && formatOrder.includes(b)
      ? a === 'text' || b === 'text'
        ? 'text'
        : 'slug'
      : 'text';

/** Keeps shapes. Everything is forgotten together when more than `nodesMax` were made, so memory is bounded. */
export class ShapeInterner {
  readonly sets: ClassSets;
  readonly #nodesMax: number;
  /** Counts up when everything was forgotten. */
  generation = 0;
  #made = 0;
  #nextId = 1;
  #byJson = new Map<string, ShapeNode>();
  #scalars = new Map<string, ShapeNode[]>();
  #arrays = new Map<number, ShapeNode>();
  #merged = new Map<number, Map<number, ShapeNode>>();
  #root = new ObjectState(null, '', null);

  constructor(sets: ClassSets, nodesMax = 65_536) {
    this.sets = sets;
    this.#nodesMax = nodesMax;
  }

  /** The state of an object without properties. */
  get emptyObject(): ObjectState {
    return this.#root;
  }

  /** Called when something new was kept; `characters` of text weigh one more node each 256. */
  grew(characters = 0): void {
    this.#made += 1 + (characters >> 8);
  }

  /** Forgets everything when the bound is reached; call it between bodies only. */
  forgetWhenFull(): void {
    if (this.#made < this.#nodesMax) return;
    this.generation += 1;
    this.#made = 0;
    this.#byJson = new Map();
    this.#scalars = new Map();
    this.#arrays = new Map();
    this.#merged = new Map();
    this.#root = new ObjectState(null, '', null);
  }

  #node(
    shape: Shape,
    json: string,
    classes: ClassSet,
    parts: Partial<Pick<ShapeNode, 'properties' | 'items' | 'alternatives' | 'cut'>>,
  ): ShapeNode {
    const known = this.#byJson.get(json);
    if (known !== undefined) return known;
    const node: ShapeNode = {
      id: this.#nextId,
      shape,
      json,
      classes,
      properties: parts.properties ?? null,
      items: parts.items ?? null,
      alternatives: parts.alternatives ?? null,
      cut: parts.cut ?? false,
      interned: null,
    };
    this.#nextId += 1;
    this.#byJson.set(json, node);
    this.grew(json.length);
    return node;
  }

  #scalar(key: string, classes: ClassSet, make: (c: { readonly c?: readonly string[] }) => Shape): ShapeNode {
    let row = this.#scalars.get(key);
    if (row === undefined) {
      row = [];
      this.#scalars.set(key, row);
    }
    let node = row[classes.id];
    if (node === undefined) {
      const shape = make(classes.id === 0 ? {} : { c: classes.ids });
      node = this.#node(shape, JSON.stringify(shape), classes, {});
      row[classes.id] = node;
    }
    return node;
  }

  null(): ShapeNode {
    return this.#scalar('null', this.sets.empty, () => ({ t: 'null' }));
  }

  boolean(): ShapeNode {
    return this.#scalar('boolean', this.sets.empty, () => ({ t: 'boolean' }));
  }

  integer(classes: ClassSet): ShapeNode {
    return this.#scalar('integer', classes, (c) => ({ t: 'integer', ...c }));
  }

  number(classes: ClassSet): ShapeNode {
    return this.#scalar('number', classes, (c) => ({ t: 'number', ...c }));
  }

  string(format: StringFormat, classes: ClassSet): ShapeNode {
    const known = this.#scalars.get(format)?.[classes.id];
    if (known !== undefined) return known;
    return this.#scalar(format, classes, (c) => ({ t: 'string', f: format, ...c }));
  }

  opaque(why: OpaqueReason, classes: ClassSet): ShapeNode {
    return this.#scalar(`opaque ${why}`, classes, (c) => ({ t: 'opaque', why, ...c }));
  }

  array(items: ShapeNode | null, cut: boolean): ShapeNode {
    const key = (items === null ? 0 : items.id) * 2 + (cut ? 1 : 0);
    let node = this.#arrays.get(key);
    if (node === undefined) {
      const json = `{"t":"array","i":${items === null ? 'null' : items.json}${cut ? ',"x":true' : ''}}`;
      const shape: Shape = {
        t: 'array',
        i: items === null ? null : items.shape,
        ...(cut ? { x: true } : {}),
      };
      node = this.#node(shape, json, items === null ? this.sets.empty : items.classes, { items, cut });
      this.#arrays.set(key, node);
    }
    return node;
  }

  /** The shape of an object that was read up to `state`. */
  object(state: ObjectState, cut: boolean): ShapeNode {
    const known = cut ? state.cut : state.whole;
    if (known !== null) return known;
    const properties = new Map<string, ShapeNode>();
    for (let at: ObjectState | null = state; at !== null && at.child !== null; at = at.parent) {
      const later = properties.get(at.name);
      // A name that came twice: parsers differ in which one they take, so both count.
      properties.set(at.name, later === undefined ? at.child : this.merge(at.child, later));
    }
    const node = this.#objectOf(properties, cut);
    if (cut) state.cut = node;
    else state.whole = node;
    return node;
  }

  #objectOf(given: ReadonlyMap<string, ShapeNode>, cut: boolean): ShapeNode {
    const properties = this.#asDictionary(given);
    const names = [...properties.keys()].sort();
    const shapes: Record<string, Shape> = {};
    const parts: string[] = [];
    const sorted = new Map<string, ShapeNode>();
    let classes = this.sets.empty;
    for (const name of names) {
      const child = properties.get(name);
      if (child === undefined) continue;
      sorted.set(name, child);
      shapes[name] = child.shape;
      parts.push(`${JSON.stringify(name)}:${child.json}`);
      classes = this.sets.union(classes, child.classes);
    }
    const json = `{"t":"object","p":{${parts.join(',')}}${cut ? ',"x":true' : ''}}`;
    return this.#node({ t: 'object', p: shapes, ...(cut ? { x: true } : {}) }, json, classes, {
      properties: sorted,
      cut,
    });
  }

  /** Many names over objects of one shape: the names are keys. */
  #asDictionary(properties: ReadonlyMap<string, ShapeNode>): ReadonlyMap<string, ShapeNode> {
    if (properties.size < bounds.dictionaryKeysMin) return properties;
    let first: ShapeNode | null = null;
    for (const [name, child] of properties) {
      if (name === dictionaryKey) continue;
      if (child.properties === null || child.properties.size === 0 || (first !== null && child !== first))
        return properties;
      first = child;
    }
    if (first === null) return properties;
    const keyed = properties.get(dictionaryKey);
    return new Map([[dictionaryKey, keyed === undefined ? first : this.merge(keyed, first)]]);
  }

  /** A shape that both values have. Commutative; symmetric in what it keeps. */
  merge(a: ShapeNode, b: ShapeNode): ShapeNode {
    if (a === b) return a;
    if (a.id > b.id) return this.merge(b, a);
    let row = this.#merged.get(a.id);
    if (row === undefined) {
      row = new Map();
      this.#merged.set(a.id, row);
    }
    let node = row.get(b.id);
    if (node === undefined) {
      node = this.#merge(a, b);
      row.set(b.id, node);
      this.grew();
    }
    return node;
  }

  #merge(a: ShapeNode, b: ShapeNode): ShapeNode {
    const x = a.shape;
    const y = b.shape;
    if (a.alternatives !== null || b.alternatives !== null) {
      return this.#any([...(a.alternatives ?? [a]), ...(b.alternatives ?? [b])]);
    }
    const classes = this.sets.union(a.classes, b.classes);
    if ((x.t === 'integer' || x.t === 'number') && (y.t === 'integer' || y.t === 'number')) {
      return x.t === 'integer' && y.t === 'integer' ? this.integer(classes) : this.number(classes);
    }
    if (x.t === 'string' && y.t === 'string')
      return this.string(commonFormat(x.f ?? 'text', y.f ?? 'text'), classes);
    if (x.t === 'array' && y.t === 'array') {
      const items = a.items === null ? b.items : b.items === null ? a.items : this.merge(a.items, b.items);
      return this.array(items, a.cut || b.cut);
    }
    if (a.properties !== null && b.properties !== null) {
      const properties = new Map(a.properties);
      let cut = a.cut || b.cut;
      for (const [name, child] of b.properties) {
        const other = properties.get(name);
        if (other === undefined && properties.size >= bounds.propertiesMax) cut = true;
        else properties.set(name, other === undefined ? child : this.merge(other, child));
      }
      return this.#objectOf(properties, cut);
    }
    if (x.t === 'opaque' && y.t === 'opaque') return this.opaque(x.why === y.why ? x.why : 'binary', classes);
    return this.#any([a, b]);
  }

  #any(nodes: readonly ShapeNode[]): ShapeNode {
    // One alternative of each type; two of one type are merged.
    const byType = new Map<string, ShapeNode>();
    for (const node of nodes) {
      const type = node.shape.t === 'integer' ? 'number' : node.shape.t;
      const other = byType.get(type);
      byType.set(type, other === undefined ? node : this.merge(other, node));
    }
    const alternatives = [...byType.values()].sort((a, b) =>
      a.json < b.json ? -1 : a.json > b.json ? 1 : 0,
    );
    const [only] = alternatives;
    if (only !== undefined && alternatives.length === 1) return only;
    let classes = this.sets.empty;
    for (const node of alternatives) classes = this.sets.union(classes, node.classes);
    const json = `{"t":"any","o":[${alternatives.map((node) => node.json).join(',')}]}`;
    return this.#node({ t: 'any', o: alternatives.map((node) => node.shape) }, json, classes, {
      alternatives,
    });
  }

  /** With its ref. */
  interned(node: ShapeNode): Interned<Shape> {
    node.interned ??= { ref: contentRef(node.json), json: node.json, value: node.shape };
    return node.interned;
  }
}
