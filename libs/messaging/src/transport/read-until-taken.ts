import type { Logger } from '@vyarna/logger';
import { pause, redeliveryPause } from './pause.ts';
import type { IncomingRecord, ReadOptions } from './port.ts';

/** Gives a record to its reader, again after a pause while that throws: a view that skips a record is wrong for ever. */
export async function readUntilTaken(record: IncomingRecord, { handle, reader }: ReadOptions, logger: Logger, stop: AbortSignal): Promise<void> {
  for (let failures = 1; !stop.aborted; failures += 1) {
    try {
      await handle(record);
      return;
    } catch (error) {
      const { topic, partition, offset } = record;
      logger.warn({ reader, topic, partition, offset, failures, error }, 'a record was not read; it is tried again after a pause');
      await pause(redeliveryPause(failures), stop);
    }
  }
}
