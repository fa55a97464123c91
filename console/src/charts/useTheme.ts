import { useSyncExternalStore } from 'react';

function subscribe(changed: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: light)');
  media.addEventListener('change', changed);
  document.addEventListener('heliostat-theme', changed);
  return () => {
    media.removeEventListener('change', changed);
    document.removeEventListener('heliostat-theme', changed);
  };
}

const shown = (): string =>
  document.documentElement.dataset['theme'] ??
  (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark');

/** The theme that is shown; what draws on a canvas draws anew when it turns. */
export const useTheme = (): string => useSyncExternalStore(subscribe, shown);
