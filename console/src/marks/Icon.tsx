import './icon.css';

const paths = {
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm3.4 7.9 3.1 3.1',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M3 13l1.2-1.2M11.8 4.2 13 3',
  moon: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8 5.6 5.6 0 1 0 13.2 9.6Z',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  cross: 'm4 4 8 8m0-8-8 8',
  dash: 'M4 8h8',
  half: 'M8 3.5a4.5 4.5 0 1 0 0 9ZM8 3.5a4.5 4.5 0 0 1 0 9',
  down: 'm4.5 6.5 3.5 3.5 3.5-3.5',
  right: 'm6.5 4.5 3.5 3.5-3.5 3.5',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8ZM8 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4Z',
  pulse: 'M1.5 8.5h3l2-5 3 9 2-4h3',
  cog: 'M2 4.5h7m3 0h2M2 11.5h2m3 0h7M10.5 3v3M5.5 10v3',
  out: 'M6.5 2.5h-4v11h4M6.5 8h7m-2.5-3L13.5 8 11 11',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.2v9.6L12.5 8Z',
  export: 'M8 2.5v7m-2.6-2.4L8 9.7l2.6-2.6M2.5 11v2.5h11V11',
  split: 'M8 13.5V9L3.5 4.5m0 3v-3h3M8 9l4.5-4.5m0 3v-3h-3',
  question:
    'M6 6.1C6 5 6.9 4.2 8 4.2s2 .8 2 1.8c0 1.5-2 1.6-2 3M8 11.6v.2M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z',
} as const;

/** Names of the line icons. */
export type IconName = keyof typeof paths;

/** A line icon; it never stands without a word or a label. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
