/** Reads one source file: bytes, text, prefilter, parser, lowering; each with its bound. */
import { open } from 'node:fs/promises';
import type { EvidenceWarning } from '../../../model/sighting.ts';
import { saysGenerated } from '../../files/role.ts';
import { decodeText } from '../../files/text.ts';
import type { Grammars } from '../grammar.ts';
import { languageOf, lowerFile } from '../lowering.ts';
import type { ReadAnswer, ReadLimits, ReadRequest } from './protocol.ts';

/** Reads a file. Never rejects: what goes wrong is a warning. */
export async function readSource(
  request: ReadRequest,
  limits: ReadLimits,
  grammars: Grammars,
): Promise<ReadAnswer> {
  const { id, file } = request;
  const warnings: EvidenceWarning[] = [];
  const warn = (code: string, detail: string, line?: number): void => {
    warnings.push({ code, detail, place: { file, ...(line === undefined ? {} : { line }) }, count: 1 });
  };
  const answer = (parts: Partial<ReadAnswer> = {}): ReadAnswer => ({
    id,
    file,
    module: null,
    lines: 0,
    generated: false,
    warnings,
    ...parts,
  });
  let bytes: Uint8Array | null;
  try {
    bytes = await readBounded(request.absolute, limits.fileBytesMax);
  } catch {
    warn('unreadable', 'the file cannot be read');
    return answer();
  }
  if (bytes === null) {
    warn('file-too-large', `larger than ${limits.fileBytesMax} bytes`);
    return answer();
  }
  const { text, encoding, isBinary } = decodeText(bytes);
  if (isBinary) {
    warn('binary', 'the file holds bytes that no text has');
    return answer();
  }
  if (encoding !== 'utf-8') warn('encoding', `read as ${encoding}`);
  const { lines, longest, longestAt } = measure(text);
  if (longest > limits.lineCharsMax) {
    warn('minified', `a line of ${longest} characters: a bundle or data, not source`, longestAt);
    return answer({ lines });
  }
  const found = languageOf(file);
  if (found === null || (!request.force && !found.language.mayMatter(text, file))) return answer({ lines });
  const generated = saysGenerated(text);
  const { module, warning } = await lowerFile(file, text, grammars, limits.parseTimeoutMs);
  if (warning !== null) warnings.push(warning);
  return answer({ module, lines, generated });
}

async function readBounded(path: string, bytesMax: number): Promise<Uint8Array | null> {
  await using handle = await open(path, 'r');
  const { size } = await handle.stat();
  return size > bytesMax ? null : await handle.readFile();
}

function measure(text: string): {
  readonly lines: number;
  readonly longest: number;
  readonly longestAt: number;
} {
  let lines = 0;
  let longest = 0;
  let longestAt = 1;
  for (let from = 0; from <= text.length; lines += 1) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    if (to - from > longest) {
      longest = to - from;
      longestAt = lines + 1;
    }
    from = to + 1;
  }
  return { lines, longest, longestAt };
}
