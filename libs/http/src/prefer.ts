/** The `Prefer` header (RFC 7240), of which `wait=N` is honoured: how many seconds the caller wants to wait for the answer. */

const DEFAULT_WAIT_SECONDS = 5;
const MAX_WAIT_SECONDS = 30;

/** Seconds; a longer wish is cut to the maximum, and what is not a whole number is not looked at. */
export const waitSeconds = (prefer: string | undefined): number => {
  for (const preference of prefer?.split(',') ?? []) {
    const wish = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:;.*)?$/i.exec(preference)?.[1];
    if (wish !== undefined) return Math.min(Number(wish), MAX_WAIT_SECONDS);
  }
  return DEFAULT_WAIT_SECONDS;
};
