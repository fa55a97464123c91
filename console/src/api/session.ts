import { useQuery } from '@tanstack/react-query';
import { useApi } from './context.ts';
import { ApiError } from './problem.ts';
import type { Role, SessionState } from './types.ts';

export const sessionKey = ['session'] as const;

/** Set when a session ended while pages were open. */
export const endedKey = ['session-ended'] as const;

/** The session, null when signed out, undefined while it is not known. */
export function useSession() {
  const api = useApi();
  return useQuery({
    queryKey: sessionKey,
    queryFn: async ({ signal }): Promise<SessionState | null> => {
      try {
        return await api.session(signal);
      } catch (error) {
        if (error instanceof ApiError && error.problem.status === 401) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const rank: Readonly<Record<Role, number>> = { viewer: 0, analyst: 1, admin: 2 };

/** Whether the signed-in person may do what needs `role`. */
export function useMay(role: Role): boolean {
  const { data } = useSession();
  return data !== null && data !== undefined && rank[data.role] >= rank[role];
}
