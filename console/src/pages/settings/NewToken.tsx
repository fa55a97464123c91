import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApi } from '../../api/context.ts';
import type { Role } from '../../api/types.ts';
import { Button } from '../../controls/Button.tsx';
import { Choice } from '../../controls/Choice.tsx';
import { CommandLine } from '../../states/CommandLine.tsx';

const roles = ['viewer', 'analyst', 'admin'] as const satisfies readonly Role[];
const roleOptions = [
  { value: 'viewer', label: 'viewer, sees everything' },
  { value: 'analyst', label: 'analyst, also folds and unfolds' },
  { value: 'admin', label: 'admin, also changes settings' },
];
const spans = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
];

/** Makes a token and shows it once. */
export function NewToken() {
  const api = useApi();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [days, setDays] = useState<string | undefined>('90');
  const add = useMutation({
    mutationFn: () =>
      api.write('post', '/tokens', {
        body: { name: name.trim(), role, ...(days === undefined ? {} : { expiresInDays: Number(days) }) },
      }),
    onSuccess: async () => {
      setName('');
      await queries.invalidateQueries({ queryKey: ['tokens'] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') add.mutate();
  };
  return (
    <>
      <form className="new-token" onSubmit={submit}>
        <label className="new-token-name">
          <span className="unseen">Name of the new token</span>
          <input
            value={name}
            maxLength={60}
            placeholder="Name of a new token"
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <Choice
          name="Role"
          options={roleOptions}
          value={role}
          onChoose={(value) => setRole(roles.find((one) => one === value) ?? 'viewer')}
        />
        <Choice name="Lasts" any="for ever" options={spans} value={days} onChoose={setDays} />
        <Button type="submit" primary disabled={add.isPending || name.trim() === ''}>
          Make the token
        </Button>
      </form>
      {add.error === null ? null : (
        <p className="new-token-failed" role="alert">
          {add.error.message}
        </p>
      )}
      {add.data === undefined ? null : (
        <div className="new-token-shown plate" role="status">
          <p>
            <b>{add.data.name}</b> may sign in as {add.data.role}. This is the only time that the token is
            shown.
          </p>
          <CommandLine command={add.data.token} />
        </div>
      )}
    </>
  );
}
