import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { endedKey, useSession } from '../api/session.ts';
import { SignInPage } from '../pages/sign-in/SignInPage.tsx';
import { Failure } from '../states/Failure.tsx';
import { Shell } from './Shell.tsx';

/** Lets the signed-in through; the others see the sign-in at the address they asked for. */
export function Gate() {
  const session = useSession();
  const queries = useQueryClient();
  if (session.data !== null && session.data !== undefined) {
    return (
      <Shell>
        <Outlet />
      </Shell>
    );
  }
  if (session.data === null) return <SignInPage ended={queries.getQueryData(endedKey) === true} />;
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
