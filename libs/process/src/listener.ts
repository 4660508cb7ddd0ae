import { setTimeout as pause } from 'node:timers/promises';
import { describeError, type Logger } from '@vyarna/logger';
import { Client, type ClientConfig, escapeIdentifier } from 'pg';

/** The notification's payload; undefined after a reconnect, when any number may have been missed. */
export type OnNotify = (payload: string | undefined) => void;

/** Called when the connection is lost: from then until `onNotify` is called without a payload, notifications are missed. */
export type OnLost = () => void;

export interface Listener {
  listen(channel: string, onNotify: OnNotify, onLost?: OnLost): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** One connection for all channels of a program, opened by the first `listen` and opened again whenever it is lost. */
export function createListener(connection: ClientConfig, logger: Logger): Listener {
  const channels = new Map<string, Set<OnNotify>>();
  const losses = new Set<OnLost>();
  const closing = new AbortController();
  let current: Promise<Client> | undefined;

  const connect = async (): Promise<Client> => {
    const client = new Client(connection);
    let established = false;
    const onLost = (reason: string): void => {
      // Before it is established, the rejected `connect` or `query` says the same.
      if (!established) return;
      established = false;
      if (current === undefined) return;
      logger.warn({ reason }, 'the listening database connection was lost');
      for (const onLost of losses) onLost();
      current = reconnect();
      current.catch(() => {});
    };
    client.on('error', (error) => onLost(describeError(error))).on('end', () => onLost('connection closed'));
    client.on('notification', ({ channel, payload }) => {
      for (const onNotify of channels.get(channel) ?? []) onNotify(payload ?? '');
    });
    try {
      await client.connect();
      for (const channel of channels.keys()) await client.query(`listen ${escapeIdentifier(channel)}`);
    } catch (error) {
      client.end().catch(() => {});
      throw error;
    }
    established = true;
    return client;
  };

  const reconnect = async (): Promise<Client> => {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      await pause(pauseMs, undefined, { signal: closing.signal });
      try {
        const client = await connect();
        logger.info('listening to the database again');
        for (const onNotify of [...channels.values()].flatMap((each) => [...each])) onNotify(undefined);
        return client;
      } catch (error) {
        logger.debug({ reason: describeError(error) }, 'the database cannot be listened to yet');
      }
    }
  };

  const first = async (): Promise<Client> => {
    try {
      return await connect();
    } catch (error) {
      current = undefined;
      throw error;
    }
  };

  return {
    listen: async (channel, onNotify, onLost) => {
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners.add(onNotify));
      const forget = (): boolean => listeners.delete(onNotify) && listeners.size === 0 && channels.delete(channel);
      try {
        current ??= first();
        await (await current).query(`listen ${escapeIdentifier(channel)}`);
      } catch (error) {
        forget();
        throw error;
      }
      if (onLost !== undefined) losses.add(onLost);
      return async () => {
        if (onLost !== undefined) losses.delete(onLost);
        if (!forget() || closing.signal.aborted) return;
        // A connection that was lost meanwhile listens to nothing any more, so its refusal changes nothing.
        await current?.then((client) => client.query(`unlisten ${escapeIdentifier(channel)}`)).catch(() => {});
      };
    },
    close: async () => {
      closing.abort();
      const open = current;
      current = undefined;
      await open?.then((client) => client.end()).catch(() => {});
    },
  };
}
