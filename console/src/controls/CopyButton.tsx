import { useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import { copyText } from './copy-text.ts';

const shownMs = 1_600;

/** Copies a text and says so in its own place. */
export function CopyButton({ text, children }: { readonly text: string; readonly children: string }) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  useEffect(() => {
    if (state === 'ready') return undefined;
    const timer = setTimeout(() => setState('ready'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <Button
      icon={state === 'copied' ? 'check' : 'copy'}
      onClick={() => void copyText(text).then((done) => setState(done ? 'copied' : 'refused'))}
    >
      <span aria-live="polite">
        {state === 'ready' ? children : state === 'copied' ? 'Copied' : 'Not allowed to copy'}
      </span>
    </Button>
  );
}
