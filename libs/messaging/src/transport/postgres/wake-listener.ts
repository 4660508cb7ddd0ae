import type { Logger } from '@vyarna/logger';
import type pg from 'pg';
import { pause } from '../pause.ts';

/** Payload: partition ids with commas, or nothing for all. */
export const RECORD_CHANNEL = 'bus_record';
/** Payload: the group whose members or claims changed, or nothing for all. */
export const GROUP_CHANNEL = 'bus_group';

export interface Wakes {
  /** Records were appended; undefined means: perhaps to any partition. */
  records(partitions: readonly number[] | undefined): void;
  groups(group: string | undefined): void;
}

/** One connection that hears NOTIFY. It connects again by itself, and then wakes everything, since it was deaf meanwhile. */
export class WakeListener {
  readonly #newClient: () => pg.Client;
  readonly #wakes: Wakes;
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  #client: pg.Client | undefined;
  /** Resolves when the connection in use is gone. */
  #ended: Promise<void> = Promise.resolve();
  #done: Promise<void> = Promise.resolve();

  constructor(newClient: () => pg.Client, wakes: Wakes, logger: Logger) {
    this.#newClient = newClient;
    this.#wakes = wakes;
    this.#logger = logger;
  }

  /** Resolves when it hears. */
  async start(): Promise<void> {
    await this.#listen();
    this.#done = this.#keepListening();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#client?.end().catch(() => undefined);
    await this.#done;
  }

  async #keepListening(): Promise<void> {
    for (;;) {
      await this.#ended;
      if (this.#stop.signal.aborted) return;
      await pause(300, this.#stop.signal);
      try {
        await this.#listen();
        this.#wakes.records(undefined);
        this.#wakes.groups(undefined);
      } catch (error) {
        this.#logger.debug({ error }, 'the bus cannot be listened to; trying again');
        await pause(700, this.#stop.signal);
      }
    }
  }

  async #listen(): Promise<void> {
    const client = this.#newClient();
    const { promise, resolve } = Promise.withResolvers<void>();
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    client.on('notification', ({ channel, payload }) => this.#hear(channel, payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${RECORD_CHANNEL}; listen ${GROUP_CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    this.#ended = promise;
    if (this.#stop.signal.aborted) await client.end().catch(() => undefined);
  }

  #hear(channel: string, payload: string): void {
    if (channel === GROUP_CHANNEL) this.#wakes.groups(payload === '' ? undefined : payload);
    else this.#wakes.records(payload === '' ? undefined : payload.split(',').map(Number));
  }
}
