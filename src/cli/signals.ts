/** Ctrl-C and SIGTERM as an AbortSignal; a second one ends at once. */

/**
 * A signal that comes when the person or the system wants the command to end.
 *
 * @param afterMs When given, it comes by itself after so long.
 */
export const untilStopped = (afterMs?: number): AbortSignal => {
  const controller = new AbortController();
  let asked = false;
  const stop = () => {
    if (asked) process.exit(130);
    asked = true;
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  if (afterMs !== undefined) setTimeout(() => controller.abort(), afterMs).unref();
  return controller.signal;
};
