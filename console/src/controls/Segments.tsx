import './segments.css';
import type { ReactNode } from 'react';

interface SegmentsProps<T extends string> {
  readonly name: string;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

/** A few exclusive choices side by side. */
export function Segments<T extends string>({ name, options, value, onChoose }: SegmentsProps<T>) {
  return (
    <div className="segments" role="group" aria-label={name}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className="segment"
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
