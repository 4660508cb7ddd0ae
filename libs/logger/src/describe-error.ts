/** Enough for a chain of wrapped errors; a longer one is a loop or noise. */
const CAUSE_LIMIT = 4;

/**
 * One line for any thrown value. Node hides what matters in two places: a refused `localhost` is an AggregateError with an empty
 * message, and `fetch failed` keeps its reason in `cause`.
 */
export function describeError(thrown: unknown, depth = 0): string {
  if (!(thrown instanceof Error)) return typeof thrown === 'string' ? thrown : inspect(thrown);
  const inner = thrown instanceof AggregateError ? [...new Set(thrown.errors.map((error) => describeError(error, depth + 1)))].join('; ') : '';
  const own = [thrown.message, inner].filter((text) => text !== '').join(': ') || codeOf(thrown) || thrown.name;
  if (thrown.cause === undefined || depth >= CAUSE_LIMIT) return oneLine(own);
  const cause = describeError(thrown.cause, depth + 1);
  return oneLine(own.includes(cause) ? own : `${own}: ${cause}`);
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function inspect(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
}
