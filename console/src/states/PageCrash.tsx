import { useRouter } from '@tanstack/react-router';
import { Failure } from './Failure.tsx';

/** A page that broke while drawing; the rest of the console goes on. */
export function PageCrash({ error }: { readonly error: unknown }) {
  const router = useRouter();
  return (
    <div className="page">
      <Failure
        error={error instanceof Error ? error : new Error(String(error))}
        still="The other pages still work."
        onRetry={() => void router.invalidate()}
      />
    </div>
  );
}
