import { useState } from 'react';
import { Button } from '../controls/Button.tsx';

type Theme = 'light' | 'dark';

function shown(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** Turns between the two lights and remembers it; without a choice the system decides. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(shown);
  const next = theme === 'dark' ? 'light' : 'dark';
  const turn = (): void => {
    document.documentElement.dataset['theme'] = next;
    setTheme(next);
    try {
      localStorage.setItem('heliostat-theme', next);
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
    document.dispatchEvent(new Event('heliostat-theme'));
  };
  return (
    <Button icon={theme === 'dark' ? 'sun' : 'moon'} label={`Turn to the ${next} theme`} onClick={turn} />
  );
}
