const LEVELS = ['warn', 'error', 'fatal'];
const LONGEST = 300;

/** What a program's log line is worth on the terminal: level, message and code of a warning or an error; null for the rest. */
export function echoOf(line: string): string | null {
  const entry = parse(line);
  if (entry === null) return shorten(line);
  if (!LEVELS.includes(String(entry['level']))) return null;
  const { message, hint } = entry;
  const error = typeof entry['error'] === 'object' ? (entry['error'] as Record<string, unknown> | null) : null;
  const code = entry['code'] ?? error?.['code'];
  const text = String(message ?? '');
  const reason = String(error?.['message'] ?? '');
  const told = reason === '' || text.includes(reason) ? text : `${text}: ${reason}`;
  const rest = [hint, typeof code === 'string' && `[${code}]`].filter((part) => typeof part === 'string' && part !== '');
  return shorten([`${entry['level']}: ${told}`, ...rest].join(' '));
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

function shorten(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST)}...` : flat;
}
