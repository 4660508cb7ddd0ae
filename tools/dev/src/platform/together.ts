/** Runs starts at once. When one fails it calls `giveUp`, waits until the others have ended too, and rejects with the first failure. */
export async function together<const Starts extends readonly Promise<unknown>[]>(
  starts: Starts,
  giveUp: (reason: unknown) => void,
): Promise<{ -readonly [Index in keyof Starts]: Awaited<Starts[Index]> }> {
  const failures: unknown[] = [];
  const watched = starts.map((start) =>
    start.catch((error: unknown) => {
      failures.push(error);
      giveUp(error);
    }),
  );
  const values = await Promise.all(watched);
  if (failures.length > 0) throw failures[0];
  return values as { -readonly [Index in keyof Starts]: Awaited<Starts[Index]> };
}
