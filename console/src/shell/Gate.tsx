import { Outlet } from '@tanstack/react-router';
import { useRef } from 'react';
import { useSession } from '../api/session.ts';
import { SignInPage } from '../pages/sign-in/SignInPage.tsx';
import { Failure } from '../states/Failure.tsx';
import { Shell } from './Shell.tsx';

/** Lets the signed-in through; the others see the sign-in at the address they asked for. */
export function Gate() {
  const session = useSession();
  const wasIn = useRef(false);
  if (session.data !== null && session.data !== undefined) {
    wasIn.current = true;
    return (
      <Shell>
        <Outlet />
      </Shell>
    );
  }
  if (session.data === null) return <SignInPage ended={wasIn.current} />;
  if (session.error !== null) {
    return (
      <main className="page">
        <Failure error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  return (
    <p className="unseen" role="status">
      Asking who you are
    </p>
  );
}
