const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `200ms`, `30s`, `5m`, `2h`, `7d` in milliseconds; undefined for any other text. */
export const parseDuration = (text: string): number | undefined => {
  const [, count, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
  const factor = unit === undefined ? undefined : UNITS[unit];
  return factor === undefined || Number(count) === 0 ? undefined : Number(count) * factor;
};
