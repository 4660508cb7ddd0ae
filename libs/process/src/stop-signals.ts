/**
 * Calls back on whatever asks this process to stop: SIGTERM, SIGINT and, with VYARNA_PARENT_PIPE=1, the end of standard input. The
 * local platform holds the other end of that pipe, so that a `kill -9` of it leaves no program behind.
 */
export function onStopAsked(callback: (reason: string) => void): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => callback(signal));
  if (process.env['VYARNA_PARENT_PIPE'] !== '1') return;
  const parentGone = () => callback('parent gone');
  process.stdin.once('end', parentGone).once('close', parentGone).once('error', parentGone).resume();
}
