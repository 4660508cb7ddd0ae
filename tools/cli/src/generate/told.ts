export const AGREES = 'is what the contracts say.';

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `0.05 s`, from a reading of `performance.now()`. */
export const secondsSince = (started: number): string => `${((performance.now() - started) / 1000).toFixed(2)} s`;
