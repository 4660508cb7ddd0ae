/**
 * Runs a command that goes on until Ctrl-C, SIGTERM or the terminal's end. `start` gives what ends it; a stop while it still
 * starts aborts the signal. A second Ctrl-C changes nothing. Returns the exit code: 0 after a stop that was asked for.
 */
export async function untilStopped(say: (line: string) => void, start: (signal: AbortSignal) => Promise<{ stop(): Promise<void> }>): Promise<number> {
  const asked = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!asked.signal.aborted) say('Stopping.');
      asked.abort();
    });
  }
  // A terminal that went away must not end the stop half-way.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    const running = await start(asked.signal);
    // A signal handler alone does not keep the process.
    const alive = setInterval(() => undefined, 60_000);
    await new Promise<void>((resolve) => {
      if (asked.signal.aborted) resolve();
      asked.signal.addEventListener('abort', () => resolve());
    });
    clearInterval(alive);
    await running.stop();
  } catch (error) {
    if (!asked.signal.aborted) throw error;
  }
  say('Stopped.');
  return 0;
}
