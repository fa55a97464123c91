/**
 * Evidence as documents: `evidence` (a root in pieces), `alignment` (which service an API belongs to), `purpose` (written by people). Where
 * a sighting stands is told from these and is not written.
 */
import type { AlignmentDecision } from '../align/decision.ts';
import type { EvidenceMerger } from './merge.ts';
import { evidenceLists, rootKey } from './root.ts';
import type { RootEvidence } from './root.ts';

/** Items of one list in one document. */
const pieceMax = 250;

interface Piece extends RootEvidence {
  readonly v: 1;
  readonly at: number;
  readonly of: number;
}

/** Writes a document. */
export type Write = (kind: string, id: string, value: unknown) => void;

const pieceId = (key: string, at: number): string => `${key} #${at}`;

/** Writes down what changed since the last call. */
export function drainEvidence(
  merger: EvidenceMerger,
  write: Write,
  remove: (kind: string, id: string) => void,
): void {
  const { register } = merger;
  for (const key of register.changed) {
    const root = register.roots.get(key);
    const before = register.pieces.get(key) ?? 0;
    const pieces = root === undefined || isEmpty(root) ? 0 : piecesOf(root);
    if (root !== undefined && pieces > 0)
      for (let at = 0; at < pieces; at += 1) write('evidence', pieceId(key, at), pieceOf(root, at, pieces));
    for (let at = pieces; at < before; at += 1) remove('evidence', pieceId(key, at));
    register.pieces.set(key, pieces);
  }
  register.changed.clear();
  for (const api of merger.changedDecisions) {
    const decision = merger.decisions.get(api);
    if (decision !== undefined) write('alignment', api, decision);
    else remove('alignment', api);
  }
  for (const api of merger.removedDecisions) if (!merger.decisions.has(api)) remove('alignment', api);
  merger.changedDecisions.clear();
  merger.removedDecisions.clear();
  for (const id of merger.changedPurposes) {
    const text = merger.purposes.get(id);
    if (text === undefined) remove('purpose', id);
    else write('purpose', id, { text });
  }
  merger.changedPurposes.clear();
}

const isEmpty = (root: RootEvidence): boolean =>
  root.covers.length === 0 && evidenceLists.every((list) => root[list].length === 0);

const piecesOf = (root: RootEvidence): number =>
  Math.max(1, ...evidenceLists.map((list) => Math.ceil(root[list].length / pieceMax)));

function pieceOf(root: RootEvidence, at: number, of: number): Piece {
  const [from, to] = [at * pieceMax, (at + 1) * pieceMax];
  return {
    v: 1,
    at,
    of,
    source: root.source,
    root: root.root,
    run: root.run,
    atMs: root.atMs,
    sinceMs: root.sinceMs,
    given: root.given,
    covers: at === 0 ? root.covers : [],
    sightings: root.sightings.slice(from, to),
    outbound: root.outbound.slice(from, to),
    components: root.components.slice(from, to),
    owners: root.owners.slice(from, to),
    unresolved: root.unresolved.slice(from, to),
    warnings: root.warnings.slice(from, to),
  };
}

/** Reads documents of one kind, with their ids. */
export type Read = <T>(kind: string) => readonly { readonly id: string; readonly value: T }[];

/** Puts back what was written down; after traffic, so that it finds its place. */
export function restoreEvidence(merger: EvidenceMerger, read: Read): void {
  const roots = new Map<string, Piece[]>();
  for (const { value } of read<Piece>('evidence')) {
    const key = rootKey(value.source, value.root);
    const pieces = roots.get(key);
    if (pieces === undefined) roots.set(key, [value]);
    else pieces.push(value);
  }
  for (const [key, pieces] of roots) {
    pieces.sort((a, b) => a.at - b.at);
    const [first] = pieces;
    if (first === undefined) continue;
    merger.register.restore({
      source: first.source,
      root: first.root,
      run: first.run,
      atMs: first.atMs,
      sinceMs: first.sinceMs,
      given: first.given,
      covers: pieces.flatMap((piece) => piece.covers),
      sightings: pieces.flatMap((piece) => piece.sightings),
      outbound: pieces.flatMap((piece) => piece.outbound),
      components: pieces.flatMap((piece) => piece.components),
      owners: pieces.flatMap((piece) => piece.owners),
      unresolved: pieces.flatMap((piece) => piece.unresolved),
      warnings: pieces.flatMap((piece) => piece.warnings),
    });
    merger.register.pieces.set(key, first.of);
  }
  for (const { id, value } of read<{ readonly text: string }>('purpose')) merger.purposes.set(id, value.text);
  merger.restore(read<AlignmentDecision>('alignment').map(({ value }) => value));
}
