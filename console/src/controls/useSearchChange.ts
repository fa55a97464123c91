import { useCallback } from 'react';

type Change = Readonly<Record<string, string | undefined>>;
type Navigate<Search> = (to: {
  readonly search: (before: Search) => Search;
  readonly replace: true;
}) => Promise<void>;

/** Changes what the address says; undefined and empty values leave it. */
export function useSearchChange<Search extends object>(navigate: Navigate<Search>) {
  return useCallback(
    (next: Change): void => {
      void navigate({
        search: (before) =>
          // What is put in is what the page's own reader of the address takes out again.
          Object.fromEntries(
            Object.entries({ ...before, ...next }).filter(([, value]) => value !== undefined && value !== ''),
          ) as Search,
        replace: true,
      });
    },
    [navigate],
  );
}
