import './copy-text.css';
import { useEffect, useState } from 'react';
import { Icon } from '../marks/Icon.tsx';
import { copyText } from './copy-text.ts';

const shownMs = 1_600;

/** A place or an id as it stands; pressing it copies it. */
export function CopyText({ text, shown = text }: { readonly text: string; readonly shown?: string }) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  useEffect(() => {
    if (state === 'ready') return undefined;
    const timer = setTimeout(() => setState('ready'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <button
      type="button"
      className="copy-place"
      title={`Copy ${text}`}
      onClick={(event) => {
        event.stopPropagation();
        void copyText(text).then((done) => setState(done ? 'copied' : 'refused'));
      }}
    >
      <code>{shown}</code>
      <Icon name={state === 'copied' ? 'check' : 'copy'} />
      <span className="unseen" aria-live="polite">
        {state === 'ready' ? 'copy' : state === 'copied' ? 'Copied' : 'Not allowed to copy'}
      </span>
    </button>
  );
}
