/** What went wrong, and the next step where the error knows one, in one line for a terminal. */
export function oneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { hint, code } = error as { hint?: unknown; code?: unknown };
  const text = [error.message || error.name, hint, typeof hint === 'string' && code && `[${code}]`].filter(
    (part) => typeof part === 'string' && part !== '',
  );
  return text.join(' ').replaceAll(/\s*\n\s*/g, ' ');
}
