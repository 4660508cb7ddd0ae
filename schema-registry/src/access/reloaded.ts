import { unwatchFile, watchFile } from 'node:fs';
import type { Logger } from '@vyarna/logger';
import { describeError } from '@vyarna/logger';

/** How often files are looked at, in milliseconds. Files that are mounted into containers tell nobody when they change. */
const INTERVAL_MS = 5_000;

export interface Reloaded<Value> {
  /** As last read well. */
  current(): Value;
  stop(): void;
}

/**
 * Reads something from files now, which may reject, and again when one of them changes or the process gets SIGHUP. What cannot be read
 * then is logged, and the value before it stays.
 */
export async function reloaded<Value>(
  files: readonly string[],
  read: () => Promise<Value>,
  { logger, what, onChange = () => {} }: { logger: Logger; what: string; onChange?: (value: Value) => void },
): Promise<Reloaded<Value>> {
  let value = await read();
  let last: Promise<void> = Promise.resolve();

  const again = (): void => {
    // One after another, so that the newest content is the one that stays.
    last = last.then(async () => {
      try {
        value = await read();
        onChange(value);
        logger.info({ files }, `read the ${what} again`);
      } catch (error) {
        logger.error({ files, reason: describeError(error) }, `the ${what} cannot be read again; what was read before stays`);
      }
    });
  };

  for (const file of files) watchFile(file, { interval: INTERVAL_MS, persistent: false }, again);
  process.on('SIGHUP', again);
  return {
    current: () => value,
    stop: () => {
      for (const file of files) unwatchFile(file, again);
      process.off('SIGHUP', again);
    },
  };
}
