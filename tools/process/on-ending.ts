/** The exit code of a run that a signal ended. */
const INTERRUPTED = 130;

/**
 * Calls `stop` once when this run gets a signal to end (Ctrl-C, SIGTERM) or when its parent process
 * has gone, then exits with 130. A `stop` that hangs gets 15 seconds.
 * @returns Whether the run is ending: what fails then fails for that reason.
 */
export function onEnding(stop: () => Promise<void>): () => boolean {
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(INTERRUPTED), 15_000).unref();
    await stop().catch((error: unknown) => console.error(error));
    process.exit(INTERRUPTED);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  process.on('disconnect', () => void end());
  // Listening must not keep a run alive that has finished its work.
  process.channel?.unref();
  return () => ending;
}
