import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

const FULL_PIPE_PAUSE_MS = 5;
const pauseCell = new Int32Array(new SharedArrayBuffer(4));

/**
 * Standard output, written line by line before the call returns. pino's own stream repeats a write for ever when the reader is gone,
 * which keeps a program alive whose supervisor was killed; here lines that nobody can read are dropped.
 */
export function standardOutput(descriptor = 1): DestinationStream {
  let readerGone = false;
  return {
    write: (line) => {
      let rest = Buffer.from(line);
      while (rest.length > 0 && !readerGone) {
        try {
          rest = rest.subarray(writeSync(descriptor, rest));
        } catch (error) {
          if (isFull(error)) Atomics.wait(pauseCell, 0, 0, FULL_PIPE_PAUSE_MS);
          else readerGone = true;
        }
      }
    },
  };
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
