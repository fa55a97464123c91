import { useSession } from '../../api/session.ts';
import { Empty } from '../../states/Empty.tsx';

/** What the signed-in role may not see; names the role that may. */
export function NeedsRole({ what, needs }: { readonly what: string; readonly needs: string }) {
  const { data } = useSession();
  return (
    <Empty title={`${what} needs the role ${needs}`} commands={[`./bin/heliostat admin token`]}>
      {`You are signed in as ${data?.name ?? 'somebody'} with the role ${data?.role ?? 'viewer'}. Ask an administrator, or make an admin token on the machine itself.`}
    </Empty>
  );
}
