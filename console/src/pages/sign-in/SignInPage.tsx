import './sign-in.css';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useApi } from '../../api/context.ts';
import { ApiError } from '../../api/problem.ts';
import { sessionKey } from '../../api/session.ts';
import { Button } from '../../controls/Button.tsx';
import { Mark } from '../../shell/Mark.tsx';
import { ThemeSwitch } from '../../shell/ThemeSwitch.tsx';
import { CommandLine } from '../../states/CommandLine.tsx';

/** Signing in with an access token. */
export function SignInPage({ ended }: { readonly ended: boolean }) {
  const api = useApi();
  const queries = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  const enter = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (token.trim() === '') return setRefused('Paste a token first.');
    setBusy(true);
    setRefused(null);
    try {
      queries.setQueryData(sessionKey, await api.signIn(token.trim()));
    } catch (error) {
      setRefused(wordsFor(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <div className="sign-in-theme">
        <ThemeSwitch />
      </div>
      <form className="sign-in-plate plate" onSubmit={(event) => void enter(event)}>
        <p className="sign-in-brand">
          <Mark /> Heliostat
        </p>
        <h1>Sign in</h1>
        {ended ? (
          <p className="sign-in-note">Your session has ended. Sign in again to go on where you were.</p>
        ) : null}
        <label htmlFor="token">Access token</label>
        <input
          id="token"
          type="password"
          autoComplete="current-password"
          placeholder="hst_…"
          spellCheck={false}
          ref={field}
          value={token}
          aria-invalid={refused !== null}
          aria-describedby="token-help"
          onChange={(event) => setToken(event.target.value)}
        />
        <p className="sign-in-refused" role="alert">
          {refused}
        </p>
        <Button type="submit" primary disabled={busy}>
          {busy ? 'Signing in' : 'Sign in'}
        </Button>
        <div id="token-help" className="sign-in-help">
          <p>
            The admin token was printed once in the terminal, when Heliostat first started on its data folder.
            If it is lost, make a new one on that machine:
          </p>
          <CommandLine command="./bin/heliostat admin token" />
        </div>
      </form>
    </main>
  );
}

function wordsFor(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something failed in this page. Load it again.';
  const { status, title, mend } = error.problem;
  if (status === 401) return 'This token is not known here, has expired, or was revoked.';
  return `${title}${/[.!?]$/.test(title) ? '' : '.'} ${mend ?? ''}`.trim();
}
