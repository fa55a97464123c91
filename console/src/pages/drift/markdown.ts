import type { Drift } from '../../api/types.ts';
import { utc } from '../../words/time.ts';

/** A cell of a table in Markdown: what would end it or make it markup is escaped, since paths come from strangers. */
const cell = (text: string): string =>
  text.replaceAll(/[\\|`*_<>[\]]/g, (sign) => `\\${sign}`).replaceAll(/\s+/g, ' ');

/** The changes as a Markdown table, fit for a comment. */
export function driftMarkdown({ from, to, changes }: Drift): string {
  const name = ({ id, atMs }: Drift['from']): string => `${id} (${utc(atMs)})`;
  const head = `### API drift: ${cell(name(from))} to ${cell(name(to))}\n\n`;
  if (changes.length === 0) return `${head}Nothing changed.\n`;
  const lines = changes.map(
    (one) =>
      `| ${one.severity} | ${cell(one.text)} | ${cell(one.service)} | ${one.place === null ? '' : cell(one.place)} |`,
  );
  return `${head}| Severity | Change | Service | Where |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`;
}
