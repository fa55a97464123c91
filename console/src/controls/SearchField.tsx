import './search-field.css';
import { type RefObject, useEffect, useState } from 'react';
import { Icon } from '../marks/Icon.tsx';

interface SearchFieldProps {
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly value: string;
  readonly onSearch: (words: string) => void;
  readonly hint?: string;
}

const calmMs = 150;

/** A search that follows typing, with a short breath between. */
export function SearchField({ field, label, value, onSearch, hint }: SearchFieldProps) {
  const [words, setWords] = useState(value);
  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    if (words === value) return undefined;
    const timer = setTimeout(() => onSearch(words), calmMs);
    return () => clearTimeout(timer);
  }, [words, value, onSearch]);
  return (
    <label className="search-field">
      <Icon name="search" />
      <span className="unseen">{label}</span>
      <input
        ref={field}
        type="search"
        placeholder={label}
        value={words}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSearch(words);
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          if (words === '') event.currentTarget.blur();
          setWords('');
          onSearch('');
        }}
      />
      {hint === undefined || words !== '' ? null : <kbd className="key">{hint}</kbd>}
    </label>
  );
}
