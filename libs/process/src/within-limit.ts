const noAnswer = (milliseconds: number): Error => new Error(`no answer within ${milliseconds} ms`);

/** Rejects with `late` when the work takes longer than `milliseconds`; the work itself goes on. */
export async function withinLimit<Value>(milliseconds: number, work: Promise<Value>, late = noAnswer): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
