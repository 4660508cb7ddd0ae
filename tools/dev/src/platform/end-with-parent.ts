/**
 * Loaded into each program before its own code: the platform holds the other end of stdin, and when that closes, because the
 * platform ended in whatever way, the program stops as on SIGTERM, and soon after in any case.
 */
process.stdin.on('error', () => undefined);
process.stdin.once('close', () => {
  setTimeout(() => process.exit(1), 5000).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.stdin.resume();
(process.stdin as unknown as { unref?: () => void }).unref?.();
