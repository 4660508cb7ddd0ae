/** Given at Ctrl-C or SIGTERM, so that what is under way can be brought to an end first; a second Ctrl-C ends at once. Call `release` when there is nothing to stop. */
export const stopSignal = (): { readonly signal: AbortSignal; readonly release: () => void } => {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const release = (): void => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
  return { signal: controller.signal, release };
};
