import type { Logger } from '@vyarna/logger';
import type { Database } from '@vyarna/process';
import { answer, registered } from '../registry/answer.ts';
import type { Change } from '../registry/change.ts';
import type { OutcomeOf, Register } from '../registry/commands.ts';
import type { Means } from '../registry/find-schema.ts';
import type { AnswerTo, Query } from '../registry/queries.ts';
import { Refusal } from '../registry/refusal.ts';
import { alreadyRegistered } from '../registry/register.ts';
import type { LoggedChange, Registry } from '../registry/registry.ts';
import { SchemaReader } from '../registry/schema-reader.ts';
import { WorkMissing } from '../registry/schema-work.ts';
import { CHANNEL, createChangeLog } from './change-log.ts';
import { LARGE, type LargeWork } from './large-work.ts';
import { Replica, readRows } from './replica.ts';
import { TextGone, TextStore } from './text-store.ts';
import { Writer } from './writer.ts';

/**
 * How often the log is looked at though nothing was heard. A connection that was cut off without a word, or a pool of connections in between, hears
 * nothing and does not know it; what is answered from memory is never further behind than this.
 */
const PULSE_MS = 1_000;

/** Reads the whole log, and follows it from then on. The caller closes `large`. Rejects when the database does not answer. */
export async function openRegistry(
  database: Pick<Database<never>, 'pool' | 'listen'>,
  logger: Logger,
  large: LargeWork,
  pulseMs: number = PULSE_MS,
): Promise<Registry> {
  const log = createChangeLog(database);
  const listeners = new Set<(changes: readonly Change[] | undefined) => void>();
  /** Counts the connections on which notifications are heard; 0 while there is none. */
  let hearing = 0;
  let connections = 0;
  let isLive = false;
  const tell = (changes: readonly Change[] | undefined): void => {
    for (const listener of listeners) listener(changes);
  };
  const replica = new Replica(log, (changes) => {
    writer.follow(changes);
    tell(changes.map(({ change }) => change));
  });
  const reader = new SchemaReader(LARGE);
  const finish = (missing: WorkMissing): Promise<void> => large.finish(missing, (key, outcome) => reader.keep(key, outcome));
  const texts = new TextStore(log);
  const writer: Writer = new Writer(log, replica, reader, texts, finish);
  const { state } = replica;

  const catchUp = async (): Promise<void> => {
    const heard = hearing;
    await replica.catchUp();
    if (heard !== 0 && heard === hearing) isLive = true;
  };
  const hear = (): void => {
    connections += 1;
    hearing = connections;
  };
  const lose = (): void => {
    isLive = false;
    tell(undefined);
  };
  const failed = (error: unknown): void => logger.warn({ error }, 'the change log cannot be read now');
  const unlisten = await database.listen(
    CHANNEL,
    (payload) => {
      if (payload === undefined) hear();
      if (payload === undefined || Number(payload) > replica.seq) catchUp().catch(failed);
    },
    () => {
      hearing = 0;
      lose();
    },
  );
  hear();
  try {
    await catchUp();
  } catch (error) {
    await unlisten();
    throw error;
  }
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (!isLive) return;
    // The database has not answered since: nothing is known until it does.
    if (isLooking) return lose();
    isLooking = true;
    try {
      await catchUp();
    } catch (error) {
      failed(error);
      if (isLive) lose();
    } finally {
      isLooking = false;
    }
  };
  setInterval(() => void look(), pulseMs).unref();

  /** Pure work, begun again when what it lacks is there: texts, or what must be done elsewhere. */
  const done = async <Result>(work: (means: Means) => Result): Promise<Result> => {
    for (;;) {
      try {
        return await texts.with((found) => work({ state, reader, texts: found }));
      } catch (error) {
        if (!(error instanceof WorkMissing)) throw error;
        await finish(error);
      }
    }
  };

  const answered = <Q extends Query>(query: Q): Promise<AnswerTo<Q>> => done((means) => answer(means, query));

  const known = (command: Register) =>
    done((means) => {
      const version = alreadyRegistered(means, command);
      return version === undefined ? undefined : registered(means, version);
    });

  return {
    query: async (query) => {
      if (isLive && isLasting(query)) {
        try {
          return await answered(query);
        } catch (error) {
          // What was not found may have come since.
          if (!(error instanceof Refusal || error instanceof TextGone)) throw error;
        }
      }
      for (;;) {
        await catchUp();
        const { seq } = replica;
        try {
          return await answered(query);
        } catch (error) {
          // Another instance deleted it for good meanwhile.
          if (!(error instanceof TextGone)) throw error;
          await catchUp();
          if (replica.seq === seq) throw error;
        }
      }
    },
    execute: async (command, actor) => {
      // What every deploy does waits for nobody who writes.
      if (command.type === 'register' && (await known(command).catch(orDecide)) !== undefined) {
        await catchUp();
        const version = await known(command).catch(orDecide);
        if (version !== undefined) return version as OutcomeOf<typeof command>;
      }
      return writer.execute(command, actor);
    },
    changes: async (after, limit): Promise<readonly LoggedChange[]> => readRows(await log.after(after, limit), log),
    isLive: () => isLive,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A refusal may rest on a state that is not the newest, and so may what is gone; the writer's do not. */
const orDecide = (error: unknown): undefined => {
  if (!(error instanceof Refusal || error instanceof TextGone)) throw error;
};

/** What an id, a guid or a version stands for never changes; it can only be deleted. */
const isLasting = ({ type, ...query }: Query): boolean =>
  type === 'schema-by-id' || type === 'schema-by-guid' || (type === 'version' && 'version' in query && query.version !== 'latest');
