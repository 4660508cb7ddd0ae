import type { Contracts } from '@vyarna/contract';
import { createSerde, inspectRecord, registryAuthorizationOf } from '@vyarna/messaging';
import type { IncomingRecord, Transport } from '@vyarna/messaging/transport';
import type { BusAddress } from '../bus/bus-address.ts';
import { contractsOf, openBus, terminalLogger } from '../bus/open-bus.ts';
import { topicOnBus } from '../bus/topic-on-bus.ts';
import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import { Countdown } from './countdown.ts';

export interface Wanted {
  readonly topic: string;
  readonly group: string | undefined;
  readonly fromBeginning: boolean;
  /** Whether to go on behind the last message. */
  readonly follow: boolean;
  /** Messages at most; may be infinite, as the time may. */
  readonly max: number;
  readonly timeoutMs: number;
}

const NAME = 'vyarna-consume';

/** Prints messages until there were enough of them, they are over, none comes any more, or Ctrl-C. */
export const consume = async (address: BusAddress, wanted: Wanted, terminal: Terminal): Promise<ExitCode> => {
  const contracts = contractsOf(address);
  const { topic } = topicOnBus(contracts, wanted.topic);
  refuseGroupOfPrograms(contracts, wanted.group);
  const logger = terminalLogger(terminal);
  const serde = createSerde({
    contracts,
    registryUrl: address.registryUrl,
    registryAuthorization: registryAuthorizationOf(),
    app: NAME,
    sends: [],
    logger,
  });
  const transport = await openBus(address, NAME, logger);
  const countdown = new Countdown(wanted.max, wanted.timeoutMs);
  const stop = (): void => countdown.end('stopped');
  process.once('SIGINT', stop).once('SIGTERM', stop);
  // One after the other: records of several partitions come at the same time.
  let last = Promise.resolve(true);
  const print = (record: IncomingRecord): Promise<boolean> => {
    last = last.then(async () => {
      if (countdown.isOver) return false;
      try {
        terminal.out(JSON.stringify(await inspectRecord({ contracts, serde }, record)));
        countdown.count();
        return true;
      } catch (error) {
        countdown.fail(error);
        return false;
      }
    });
    return last;
  };
  const say = (): void => terminal.error(`vyarna consume: following ${topic} on ${transport.description}; Ctrl-C ends it.`);
  try {
    const open = wanted.group === undefined ? read(transport, topic, wanted, print) : join(transport, topic, wanted.group, print);
    void open.begun.then(() => (wanted.follow ? say() : countdown.end('all')));
    const why = await countdown.over;
    // What is left behind now is no news.
    logger.level = 'silent';
    await open.close();
    if (why !== 'silence' || !Number.isFinite(wanted.max)) return 0;
    terminal.error(`vyarna consume: ${countdown.counted} of ${wanted.max} messages came; none for ${wanted.timeoutMs / 1_000} s.`);
    return 1;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await transport.close();
  }
};

interface Open {
  /** Resolves when what was there to begin with has been printed, or passed over. */
  readonly begun: Promise<void>;
  close(): Promise<void>;
}

/** Resolves with whether it was printed: when enough were, no more are. */
type Print = (record: IncomingRecord) => Promise<boolean>;

/** Beside all groups. */
const read = (transport: Transport, topic: string, { fromBeginning }: Wanted, print: Print): Open => {
  const reader = transport.read({
    topic,
    reader: `${NAME}.${topic}.view.${process.pid}.${Date.now()}`,
    from: fromBeginning ? 'start' : 'end',
    handle: async (record) => void (await print(record)),
  });
  return { begun: reader.caughtUp, close: () => reader.close() };
};

/** As a member of a group. */
const join = (transport: Transport, topic: string, group: string, print: Print): Open => {
  const subscription = transport.subscribe({
    group,
    topics: [topic],
    maxBatch: 1,
    handle: async ([record]) => {
      // What was not printed is not committed: the group's next member gets it.
      if (record !== undefined && !(await print(record))) throw new Error('enough were printed');
    },
  });
  return { begun: subscription.ready, close: () => subscription.close() };
};

/** A member of a program's own group would take messages away from it. */
const refuseGroupOfPrograms = ({ bundle }: Contracts, group: string | undefined): void => {
  const owner = Object.values(bundle.operations).find((operation) => operation.group === group && group !== undefined);
  if (owner === undefined) return;
  throw new UsageError(`${group} is the group of ${owner.app}, which would miss what is printed here. Choose another one, or leave --group out`);
};
