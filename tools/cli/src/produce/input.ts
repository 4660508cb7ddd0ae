import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Headers } from '@vyarna/messaging/transport';

/** A value to be sent, and where a person finds it. */
export interface Input {
  readonly from: string;
  readonly payload: unknown;
  readonly headers?: Headers;
}

/** What was given cannot be sent as it is. */
export class InputInvalid extends Error {
  override readonly name = 'InputInvalid';
}

/** Throws `InputInvalid` for what is not JSON. */
export const parseInput = (from: string, text: string): Input => {
  try {
    return { from, payload: JSON.parse(text) as unknown };
  } catch (error) {
    throw new InputInvalid(`${from} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** One value a line; empty lines are passed over. */
export async function* inputLines(stream: Readable): AsyncGenerator<Input> {
  let number = 0;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() !== '') yield parseInput(`line ${number}`, line);
  }
}
