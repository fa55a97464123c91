import type { OperationDetail } from '../../api/types.ts';
import { CopyText } from '../../controls/CopyText.tsx';
import { Chip } from '../../marks/Chip.tsx';
import { MethodPath } from '../../marks/MethodPath.tsx';
import { Slats } from '../../marks/Slats.tsx';
import { frameworkWord } from '../../words/evidence.ts';
import { count, plural, share } from '../../words/numbers.ts';
import { placeText } from '../../words/place.ts';

type Piece = OperationDetail['evidence'][number];

const stands: Readonly<Record<Piece['stands'], string | null>> = {
  own: null,
  any: 'for all methods',
  general: 'a more general template',
};

/** Each piece of evidence: who says it, where, how surely. */
export function EvidencePieces({ operation }: { readonly operation: OperationDetail }) {
  if (operation.evidence.length === 0)
    return <p className="quiet">No single piece is kept; the template was learned from exchanges.</p>;
  return (
    <>
      <ul className="pieces plate">
        {operation.evidence.map((piece, at) => (
          <li key={at} className={piece.mounted ? 'piece' : 'piece piece-unmounted'}>
            <OnePiece piece={piece} operation={operation} />
          </li>
        ))}
      </ul>
      {operation.evidenceMore > 0 ? (
        <p className="quiet pieces-more">{`${plural(operation.evidenceMore, 'more piece')} of the same kinds not listed.`}</p>
      ) : null}
    </>
  );
}

function OnePiece({ piece, operation }: { readonly piece: Piece; readonly operation: OperationDetail }) {
  const place = placeText(piece);
  const other = piece.path !== operation.path || piece.method !== operation.method;
  const where = stands[piece.stands];
  return (
    <>
      <p className="piece-head">
        <Slats lit={[piece.source]} /> <b>{piece.source}</b>{' '}
        <span className="quiet">
          {piece.framework === piece.source ? '' : frameworkWord(piece.framework)}
          {piece.api === '' ? '' : `${piece.framework === piece.source ? '' : ', '}API ${piece.api}`}
        </span>
        <span className="number piece-sure">{share(piece.confidence, 1)} sure</span>
      </p>
      {place === '' ? null : (
        <p>
          <CopyText text={place} />
        </p>
      )}
      {piece.count === undefined ? null : <p className="quiet number">{count(piece.count)} exchanges</p>}
      <p className="piece-facts">
        {piece.handler === null ? null : (
          <span>
            <span className="quietest">handler</span> <code>{piece.handler}</code>
          </span>
        )}
        {other ? (
          <span>
            <span className="quietest">as</span> <MethodPath method={piece.method} path={piece.path} />
          </span>
        ) : null}
        {piece.mounted ? null : <Chip tone="orphan">no route mounts it</Chip>}
        {piece.deprecated ? <Chip tone="zombie">deprecated</Chip> : null}
        {piece.role === 'app' ? null : <Chip tone="quiet">{`${piece.role} code`}</Chip>}
        {where === null ? null : <Chip tone="quiet">{where}</Chip>}
      </p>
      {piece.purpose === null ? null : <p className="quiet">{`“${piece.purpose}”`}</p>}
    </>
  );
}
