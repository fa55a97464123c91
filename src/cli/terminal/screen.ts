/** A block of lines that is painted over in place on a terminal, and printed now and then elsewhere. */
import { clearScreenDown, moveCursor } from 'node:readline';

/** Where a command shows what is going on. */
export interface Screen extends Disposable {
  /** Shows these lines in place of those before. */
  show(lines: readonly string[]): void;
  /** Leaves the block as it is and goes on below it. */
  end(): void;
  readonly width: number;
  readonly height: number;
  readonly live: boolean;
}

/**
 * Opens a screen on a stream. Without a terminal `show` is silent: the caller prints what matters by itself.
 *
 * @example
 * using screen = openScreen(process.stderr);
 * screen.show(['working']);
 */
export const openScreen = (stream: NodeJS.WriteStream): Screen => {
  let painted = 0;
  const live = stream.isTTY === true;
  const hide = (hidden: boolean) => {
    if (live) stream.write(hidden ? '\u001b[?25l' : '\u001b[?25h');
  };
  hide(true);
  return {
    get width() {
      return Math.max(40, stream.columns ?? 120);
    },
    get height() {
      return Math.max(12, stream.rows ?? 40);
    },
    live,
    show(lines) {
      if (!live) return;
      if (painted > 0) moveCursor(stream, -(stream.columns ?? 0), -painted);
      clearScreenDown(stream);
      stream.write(`${lines.join('\n')}\n`);
      painted = lines.length;
    },
    end() {
      painted = 0;
    },
    [Symbol.dispose]() {
      hide(false);
    },
  };
};
