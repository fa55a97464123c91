/**
 * The Huffman code of HPACK (RFC 7541, appendix B). It is canonical: shorter codes come first, and of the same length those of smaller
 * symbols; so lengths are all that is needed.
 */

/** Bits of the code of each byte, sixteen a row; the last is the end of a string. */
const lengths: readonly number[] = [
  [13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28],
  [28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28],
  [6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6],
  [5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10],
  [13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7],
  [7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6],
  [15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5],
  [6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28],
  [20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23],
  [24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24],
  [22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23],
  [21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23],
  [26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25],
  [19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27],
  [20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23],
  [26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26],
  [30],
].flat();

const end = 256;

/** Two children a node: a positive number is a node, a negative one a symbol. */
const buildTree = (): Int16Array => {
  const tree = new Int16Array(2 * 512);
  let nodes = 1;
  let code = 0;
  let length = 0;
  const order = lengths
    .map((_, symbol) => symbol)
    .sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  for (const symbol of order) {
    const bits = lengths[symbol] ?? 0;
    code *= 2 ** (bits - length);
    length = bits;
    let node = 0;
    for (let bit = bits - 1; bit > 0; bit -= 1) {
      const at = node * 2 + (Math.floor(code / 2 ** bit) & 1);
      if (tree[at] === 0) {
        tree[at] = nodes;
        nodes += 1;
      }
      node = tree[at] as number;
    }
    tree[node * 2 + (code & 1)] = -1 - symbol;
    code += 1;
  }
  return tree;
};

const tree = buildTree();

/** Decodes `bytes[start, end)`; null when it is no such code. */
export function decodeHuffman(bytes: Buffer, start: number, last: number): string | null {
  const out = Buffer.allocUnsafe(Math.ceil(((last - start) * 8) / 5));
  let length = 0;
  let node = 0;
  let pending = 0;
  for (let at = start; at < last; at += 1) {
    const byte = bytes[at] as number;
    for (let bit = 7; bit >= 0; bit -= 1) {
      const next = tree[node * 2 + ((byte >> bit) & 1)] as number;
      if (next < 0) {
        const symbol = -1 - next;
        if (symbol === end) return null;
        out[length] = symbol;
        length += 1;
        node = 0;
        pending = 0;
      } else {
        node = next;
        pending += 1;
      }
    }
  }
  // Padding is shorter than a byte.
  return pending > 7 ? null : out.toString('latin1', 0, length);
}
