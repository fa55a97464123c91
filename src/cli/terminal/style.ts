/** Colour and weight on a terminal that has them; plain text everywhere else. */
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Puts a style on a text for one stream. */
export type Paint = (style: Style, text: string) => string;

/**
 * A painter for a stream: silent when the stream is no terminal, or when NO_COLOR is set.
 *
 * @example
 * const paint = painter(process.stderr);
 * process.stderr.write(paint('bold', 'Heliostat'));
 */
export const painter =
  (stream: NodeJS.WriteStream): Paint =>
  (style, text) =>
    stream.isTTY && process.env['NO_COLOR'] === undefined
      ? styleText(style, text, { validateStream: false })
      : text;

/** Control characters never reach a terminal: a path or a host is foreign input. */
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '�');

/** Cuts a text to a width, with an ellipsis. */
export const clip = (text: string, width: number): string =>
  text.length <= width ? text : width < 1 ? '' : `${text.slice(0, Math.max(0, width - 1))}…`;
