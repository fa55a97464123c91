import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useApi } from '../../api/context.ts';
import { useMay } from '../../api/session.ts';
import type { OperationDetail } from '../../api/types.ts';
import { Button } from '../../controls/Button.tsx';
import { purposeWord } from '../../words/evidence.ts';

const charsMax = 300;

/** What the operation is for, and the way to say it better. */
export function Purpose({ operation }: { readonly operation: OperationDetail }) {
  const api = useApi();
  const may = useMay('analyst');
  const queries = useQueryClient();
  const { text, from } = operation.purpose;
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const editing = draft !== null;
  useEffect(() => {
    if (editing) field.current?.focus();
  }, [editing]);
  const put = useMutation({
    mutationFn: (said: string | null) =>
      api.write('put', '/operations/{id}/purpose', { id: operation.id, body: { text: said } }),
    onSuccess: async (known) => {
      queries.setQueryData(['operation', operation.id], known);
      setDraft(null);
      await queries.invalidateQueries({ queryKey: ['operations'] });
    },
  });

  if (draft === null) {
    return (
      <p className="purpose">
        <span className="purpose-text">{text === '' ? 'What it is for is not told.' : text}</span>{' '}
        <span className="quietest">{text === '' ? '' : purposeWord(from)}</span>{' '}
        {may ? (
          <button type="button" className="text-link" onClick={() => setDraft(text)}>
            Say what it is for
          </button>
        ) : null}
      </p>
    );
  }
  const said = draft.trim();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (said !== '') put.mutate(said);
  };
  return (
    <form className="purpose-form" onSubmit={save}>
      <label className="purpose-label">
        <span className="unseen">What this operation is for</span>
        <input
          ref={field}
          value={draft}
          maxLength={charsMax}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setDraft(null);
          }}
        />
      </label>
      <Button type="submit" primary disabled={said === '' || put.isPending}>
        Save the purpose
      </Button>
      {from === 'hand' ? (
        <Button disabled={put.isPending} onClick={() => put.mutate(null)}>
          Take back what was written
        </Button>
      ) : null}
      <Button onClick={() => setDraft(null)}>Keep it as it was</Button>
      {put.error === null ? null : (
        <p className="unfold-failed" role="alert">
          {put.error.message}
        </p>
      )}
    </form>
  );
}
