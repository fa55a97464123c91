/** A plain table for a terminal: columns as wide as their content, the flexible one takes what is left. */
import { clip, type Paint, printable } from './style.ts';

/** One column. */
export interface Column<Row> {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Gives way when the terminal is narrow; one column at most. */
  readonly flexible?: boolean;
  /** Left out below this terminal width. */
  readonly fromWidth?: number;
  readonly text: (row: Row) => string;
  readonly style?: (row: Row) => Parameters<Paint>[0] | undefined;
}

const gap = '  ';

/**
 * Renders rows as lines, at most `width` characters each.
 *
 * @example
 * table([{ path: '/a' }], [{ title: 'Path', text: (row) => row.path }], { width: 80, paint })
 */
export const table = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: { readonly width: number; readonly paint: Paint; readonly header?: boolean },
): string[] => {
  const { paint, width } = options;
  const shown = columns.filter(({ fromWidth }) => fromWidth === undefined || width >= fromWidth);
  const cells = rows.map((row) => shown.map((column) => printable(column.text(row))));
  const widths = shown.map((column, index) =>
    Math.max(
      options.header === false ? 0 : column.title.length,
      ...cells.map((line) => line[index]?.length ?? 0),
    ),
  );
  const flexible = shown.findIndex((column) => column.flexible === true);
  const over = widths.reduce((sum, each) => sum + each, 0) + gap.length * (shown.length - 1) - width;
  if (flexible !== -1 && over > 0) widths[flexible] = Math.max(12, (widths[flexible] ?? 0) - over);

  const line = (texts: readonly string[], row: Row | null): string =>
    texts
      .map((text, index) => {
        const column = shown[index];
        const space = widths[index] ?? 0;
        const cut = clip(text, space);
        const padded =
          column?.align === 'right'
            ? cut.padStart(space)
            : index === shown.length - 1
              ? cut
              : cut.padEnd(space);
        const style = row === null ? 'dim' : column?.style?.(row);
        return style === undefined ? padded : paint(style, padded);
      })
      .join(gap)
      .trimEnd();

  return [
    ...(options.header === false
      ? []
      : [
          line(
            shown.map(({ title }) => title),
            null,
          ),
        ]),
    ...cells.map((texts, index) => line(texts, rows[index] ?? null)),
  ];
};
