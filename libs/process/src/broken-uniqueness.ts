const UNIQUE_VIOLATION = '23505';

/** The name of the unique or primary key constraint that a failed statement would have broken; undefined for any other error. */
export const brokenUniqueness = (error: unknown): string | undefined => {
  if (!(error instanceof Error) || !('code' in error) || error.code !== UNIQUE_VIOLATION || !('constraint' in error)) return undefined;
  return typeof error.constraint === 'string' ? error.constraint : undefined;
};
