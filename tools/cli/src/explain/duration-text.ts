const UNITS: readonly (readonly [milliseconds: number, unit: string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
];

/** Milliseconds in the largest unit that leaves nothing over: `7 days`, `90 seconds`, `200 ms`. */
export const durationText = (milliseconds: number): string => {
  const [size, unit] = UNITS.find(([each]) => milliseconds >= each && milliseconds % each === 0) ?? [1, ''];
  if (unit === '') return `${milliseconds} ms`;
  const count = milliseconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};
