import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../api/context.ts';
import { useMay } from '../../api/session.ts';
import type { OperationDetail } from '../../api/types.ts';
import { Button } from '../../controls/Button.tsx';
import { share } from '../../words/numbers.ts';
import { reasonWord } from '../../words/words.ts';

/** Why each segment was folded, and the way to undo it. */
export function Template({ operation }: { readonly operation: OperationDetail }) {
  if (operation.template.length === 0)
    return <p className="quiet">Every segment is a literal; nothing was folded.</p>;
  return (
    <>
      <ul className="template">
        {operation.template.map((one) => (
          <li key={one.segment}>
            <p className="template-head">
              <code className="path-parameter">{`{${one.name}}`}</code> <span>{reasonWord(one.reason)}</span>
              <span className="number template-sure">{share(one.confidence, 1)} sure</span>
            </p>
            <p className="quiet">{one.explanation}</p>
            {one.examples.length === 0 ? null : (
              <p className="quietest">
                for example{' '}
                {one.examples.map((example, at) => (
                  <span key={example}>
                    {at === 0 ? '' : ', '}
                    <code>{example}</code>
                  </span>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
      {operation.canUnfold ? <Unfold operation={operation} /> : null}
    </>
  );
}

function Unfold({ operation }: { readonly operation: OperationDetail }) {
  const api = useApi();
  const may = useMay('analyst');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [sure, setSure] = useState(false);
  const unfold = useMutation({
    mutationFn: () => api.write('post', '/operations/{id}/unfold', { id: operation.id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['operations'] });
      await navigate({ to: '/inventory', search: { q: operation.path.split('{')[0] ?? '' } });
    },
  });
  if (!may) {
    return (
      <div className="unfold">
        <Button icon="split" disabled>
          Unfold
        </Button>
        <p className="quiet">Unfolding needs the role analyst.</p>
      </div>
    );
  }
  return (
    <div className="unfold">
      {sure ? (
        <>
          <p>
            This operation becomes one for each literal, and they stay apart from then on. It is written to
            the journal.
          </p>
          <Button icon="split" primary disabled={unfold.isPending} onClick={() => unfold.mutate()}>
            Unfold now
          </Button>
          <Button onClick={() => setSure(false)}>Keep it folded</Button>
        </>
      ) : (
        <Button icon="split" onClick={() => setSure(true)}>
          Unfold
        </Button>
      )}
      {unfold.error === null ? null : (
        <p className="unfold-failed" role="alert">
          {unfold.error.message}
        </p>
      )}
    </div>
  );
}
