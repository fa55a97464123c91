/**
 * A syntax tree in plain objects. tree-sitter's own nodes cross into WebAssembly for each question; one walk with a cursor copies what
 * lowering needs and the tree is freed at once.
 */
import type { Tree } from 'web-tree-sitter';

/** One node. Unnamed tokens (punctuation, keywords, operators) are children too, with `named: false`. */
export class SyntaxNode {
  /** Type in the grammar: `call_expression`, `'+'`. */
  readonly type: string;
  readonly named: boolean;
  /** Name of the field of its parent that it is, or null. */
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly parent: SyntaxNode | null;
  readonly children: readonly SyntaxNode[];
  readonly #source: SourceText;

  constructor(
    parts: Pick<SyntaxNode, 'type' | 'named' | 'field' | 'start' | 'end' | 'parent'>,
    children: readonly SyntaxNode[],
    source: SourceText,
  ) {
    this.type = parts.type;
    this.named = parts.named;
    this.field = parts.field;
    this.start = parts.start;
    this.end = parts.end;
    this.parent = parts.parent;
    this.children = children;
    this.#source = source;
  }

  /** Its text. */
  get text(): string {
    return this.#source.text.slice(this.start, this.end);
  }

  /** 1-based line of its first character. */
  get line(): number {
    return this.#source.lineAt(this.start);
  }

  /** 1-based line of its last character. */
  get endLine(): number {
    return this.#source.lineAt(Math.max(this.start, this.end - 1));
  }

  /** Named children, comments left out. */
  get parts(): readonly SyntaxNode[] {
    return this.children.filter((child) => child.named && !isComment(child.type));
  }

  /** The first child in a field. */
  at(field: string): SyntaxNode | undefined {
    return this.children.find((child) => child.field === field);
  }

  /** All children in a field. */
  allAt(field: string): readonly SyntaxNode[] {
    return this.children.filter((child) => child.field === field);
  }

  /** The first child of one of some types. */
  child(...types: readonly string[]): SyntaxNode | undefined {
    return this.children.find((child) => types.includes(child.type));
  }

  /** Has it a child of this type (`has('static')`)? */
  has(type: string): boolean {
    return this.children.some((child) => child.type === type);
  }

  /** Comments right before it, without a blank line between, oldest first: where documentation stands. */
  get commentsBefore(): readonly SyntaxNode[] {
    const siblings = this.parent?.children ?? [];
    const found: SyntaxNode[] = [];
    let nextLine = this.line;
    for (let at = siblings.indexOf(this) - 1; at >= 0; at -= 1) {
      const before = siblings[at];
      if (before === undefined || !isComment(before.type) || nextLine - before.endLine > 1) break;
      found.unshift(before);
      nextLine = before.line;
    }
    return found;
  }
}

const isComment = (type: string): boolean => type.endsWith('comment');

/** A text whose lines can be asked for. */
export class SourceText {
  readonly text: string;
  #starts: number[] | null = null;

  constructor(text: string) {
    this.text = text;
  }

  /** 1-based line of an offset. */
  lineAt(offset: number): number {
    this.#starts ??= startsOf(this.text);
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A tree as plain objects, and where the parser stepped over errors. */
export interface Syntax {
  readonly root: SyntaxNode;
  /** Lines of ERROR and MISSING nodes, at most 20. */
  readonly errors: readonly number[];
  /** The tree was deeper or larger than is read; what is below is missing. */
  readonly cut: boolean;
}

/** Nodes nested deeper are left out; real code stays far below. */
const depthMax = 400;
const nodesMax = 3_000_000;
const errorsMax = 20;

/** Copies a tree. The caller frees the tree. */
export function readSyntax(tree: Tree, text: string): Syntax {
  const source = new SourceText(text);
  const cursor = tree.walk();
  const errors: number[] = [];
  let cut = false;
  let left = nodesMax;
  const { types, fields } = tree.language;
  // Each question to the cursor crosses into WebAssembly: what a type is, is asked once.
  const named = new Map<number, boolean>();
  const read = (parent: SyntaxNode | null, depth: number): SyntaxNode => {
    left -= 1;
    const children: SyntaxNode[] = [];
    const id = cursor.nodeTypeId;
    let isNamed = named.get(id);
    if (isNamed === undefined) {
      isNamed = cursor.nodeIsNamed;
      named.set(id, isNamed);
    }
    const type = types[id] ?? 'ERROR';
    const start = cursor.startIndex;
    const end = cursor.endIndex;
    const field = fields[cursor.currentFieldId] ?? null;
    const node = new SyntaxNode({ type, named: isNamed, field, start, end, parent }, children, source);
    if ((type === 'ERROR' || (start === end && cursor.nodeIsMissing)) && errors.length < errorsMax)
      errors.push(node.line);
    // Words and signs of the language have nothing inside.
    if (!isNamed) return node;
    if (depth >= depthMax || left <= 0) {
      cut = true;
      return node;
    }
    if (!cursor.gotoFirstChild()) return node;
    do children.push(read(node, depth + 1));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
    return node;
  };
  try {
    return { root: read(null, 0), errors, cut };
  } finally {
    cursor.delete();
  }
}
