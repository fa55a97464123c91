import './states.css';
import { Button } from '../controls/Button.tsx';
import { CopyButton } from '../controls/CopyButton.tsx';
import { Sign } from '../marks/Sign.tsx';
import { ApiError } from '../api/problem.ts';

interface FailureProps {
  readonly error: Error;
  readonly onRetry: () => void;
  /** What goes on in spite of it. */
  readonly still?: string;
}

/** Something failed: the code, what still works, and one way out. */
export function Failure({
  error,
  onRetry,
  still = 'The gateway keeps passing traffic, and exchanges wait in the spool.',
}: FailureProps) {
  const problem = error instanceof ApiError ? error.problem : undefined;
  const asked = error instanceof ApiError ? error.asked : undefined;
  const lost = problem?.status === 0;
  return (
    <section className="state state-failure" role="alert">
      <div className="state-body">
        <h2>
          <Sign gravity="high" /> {problem?.title ?? 'This page could not be shown'}
        </h2>
        <p>
          {lost ? 'Nothing is known of the gateway while the hub is silent.' : still}
          {problem?.detail === undefined ? '' : ` ${problem.detail}.`} {problem?.mend ?? ''}
        </p>
        <dl className="state-facts">
          <div>
            <dt>Code</dt>
            <dd>
              <code>{problem?.code ?? 'console-error'}</code>
            </dd>
          </div>
          <div>
            <dt>{asked === undefined ? 'Said' : 'Asked'}</dt>
            <dd>
              <code>{asked ?? error.message}</code>
            </dd>
          </div>
          {problem?.requestId === undefined ? null : (
            <div>
              <dt>Request</dt>
              <dd>
                <code>{problem.requestId}</code>
              </dd>
            </div>
          )}
        </dl>
        <div className="state-actions">
          <Button primary onClick={onRetry}>
            Try again
          </Button>
          {asked === undefined ? null : <CopyButton text={curlOf(asked)}>Copy as curl</CopyButton>}
        </div>
      </div>
    </section>
  );
}

function curlOf(asked: string): string {
  const [method = 'GET', path = ''] = asked.split(' ');
  return `curl -X ${method} -H "authorization: Bearer $HELIOSTAT_TOKEN" '${location.origin}${path}'`;
}
