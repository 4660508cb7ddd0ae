import { randomUUID } from 'node:crypto';
import { didYouMean } from '@vyarna/avro';
import type { Contracts } from '@vyarna/contract';
import {
  createSerde,
  type Draft,
  type Made,
  outgoingRecord,
  PayloadInvalid,
  Rejection,
  readHead,
  registryAuthorizationOf,
  SchemaMissing,
} from '@vyarna/messaging';
import { type Transport, TransportError } from '@vyarna/messaging/transport';
import type { BusAddress } from '../bus/bus-address.ts';
import { contractsOf, openBus, terminalLogger } from '../bus/open-bus.ts';
import { topicOnBus } from '../bus/topic-on-bus.ts';
import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import type { NamedTopic } from '../topic-names.ts';
import { exampleNamed } from './examples.ts';
import { type FactOptions, factsOf, headersOf } from './facts.ts';
import { type Input, InputInvalid, inputLines, parseInput } from './input.ts';

export interface ProduceOptions extends FactOptions {
  readonly topic: string;
  readonly value: string | undefined;
  readonly example: string | undefined;
  readonly message: string | undefined;
  readonly header: readonly string[];
  readonly app: string | undefined;
}

/** Messages on their way to the bus, which keeps their order. */
const AT_ONCE = 100;

/** Sends what standard input or the options say, in its order; nothing behind a value that cannot be sent. */
export const produce = async (address: BusAddress, options: ProduceOptions, terminal: Terminal): Promise<ExitCode> => {
  let sent = 0;
  try {
    await sendAll(address, options, terminal, () => {
      sent += 1;
    });
    return 0;
  } catch (error) {
    if (!(error instanceof InputInvalid)) throw error;
    terminal.error(`vyarna produce: ${error.message}`);
    terminal.error(sent === 0 ? 'Nothing was sent.' : `${sent === 1 ? 'The one' : `The ${sent}`} before went out, none behind.`);
    return 100;
  }
};

const sendAll = async (address: BusAddress, options: ProduceOptions, terminal: Terminal, onSent: () => void): Promise<void> => {
  const contracts = contractsOf(address);
  const found = topicOnBus(contracts, options.topic);
  const message = messageOf(contracts, found, options.message);
  const headers = headersOf(options.header);
  const flow = Object.values(contracts.bundle.flows).find(({ channel }) => channel === found.channel.key);
  const facts = factsOf(options, address, flow?.name);
  const inputs = inputsOf(options, message, terminal);

  const logger = terminalLogger(terminal);
  const app = options.app ?? 'vyarna';
  const { registryUrl } = address;
  const serde = createSerde({
    contracts,
    registryUrl,
    registryAuthorization: registryAuthorizationOf(),
    app,
    sends: [{ message, topic: found.topic }],
    logger,
  });
  await serde.prepare().catch((error: unknown) => {
    throw error instanceof SchemaMissing ? new Error(`${error.message} Push it first: vyarna registry push --local`) : error;
  });

  const make = (input: Input): Made => {
    const traceId = options['trace-id'] ?? `produce-${randomUUID()}`;
    const draft: Draft = { ...facts, channel: found.channel.key, message, payload: input.payload, traceId };
    refuseMisplacedKey(draft, found);
    const made = outgoingRecord({ contracts, serde, app }, draft);
    const record = { ...made.record, headers: { ...made.record.headers, ...input.headers, ...headers } };
    return { record, envelope: { ...readHead(contracts, record), payload: input.payload } };
  };

  const transport = await openBus(address, 'vyarna-produce', logger);
  const flying: Promise<void>[] = [];
  try {
    for await (const input of inputs) {
      const sending = send(transport, makeFrom(make, input), terminal).then(onSent);
      // It is looked at in its turn.
      sending.catch(() => undefined);
      flying.push(sending);
      if (flying.length >= AT_ONCE) await flying.shift();
    }
    await Promise.all(flying);
  } finally {
    await Promise.allSettled(flying);
    await transport.close();
  }
};

const send = async (transport: Transport, { record, envelope }: Made, terminal: Terminal): Promise<void> => {
  try {
    await transport.publish([record]);
  } catch (error) {
    const isMissing = error instanceof TransportError && error.code === 'UNKNOWN_TOPIC';
    throw isMissing ? new Error(`${error.message}; make up creates the topics of the contracts`, { cause: error }) : error;
  }
  terminal.out(JSON.stringify({ topic: record.topic, key: record.key, id: envelope.id, traceId: envelope.traceId }));
};

/** Throws `InputInvalid` for what does not fit its contract, one line for each place. */
const makeFrom = (make: (input: Input) => Made, input: Input): Made => {
  try {
    return make(input);
  } catch (error) {
    if (error instanceof PayloadInvalid) {
      const lines = error.violations.map(({ path, message }) => `${input.from}: ${path} ${message}`);
      throw new InputInvalid(`the payload does not fit its contract.\n${lines.join('\n')}`);
    }
    if (error instanceof Rejection) throw new InputInvalid(`${input.from}: ${error.message}`);
    throw error;
  }
};

const inputsOf = ({ value, example }: ProduceOptions, message: string, terminal: Terminal): AsyncIterable<Input> | readonly Input[] => {
  if (value !== undefined) return [parseInput('--value', value)];
  if (example !== undefined) return [exampleNamed(message, example)];
  if (process.stdin.isTTY) terminal.error('One JSON value a line; Ctrl-D ends.');
  return inputLines(process.stdin);
};

const messageOf = (contracts: Contracts, { channel, topic, deadLettersOf }: NamedTopic, wanted: string | undefined): string => {
  if (deadLettersOf !== undefined) throw new UsageError(`${topic} is written by the group ${deadLettersOf} alone`);
  const [only] = channel.messages;
  const message = wanted ?? (channel.messages.length === 1 ? only : undefined);
  if (message === undefined) throw new UsageError(`${topic} has several messages: say which with --message: ${channel.messages.join(', ')}`);
  if (!channel.messages.includes(message)) {
    throw new UsageError(`${topic} has no message ${message}. ${didYouMean(message, channel.messages, `There is: ${channel.messages.join(', ')}.`)}`);
  }
  const { payload } = contracts.message(message);
  if (payload === null || !Object.hasOwn(contracts.bundle.types, payload)) throw new UsageError(`${message} has no Avro payload, so it has no frame`);
  return message;
};

/** A key is derived from the payload, which a tombstone does not have. */
const refuseMisplacedKey = ({ payload, subject }: Draft, { topic, channel }: NamedTopic): void => {
  if (payload === null && channel.kind !== 'state') throw new InputInvalid(`null is a tombstone, and ${topic} keeps no state`);
  if (payload === null && subject === undefined) throw new InputInvalid(`a tombstone needs --key: the ${channel.orderingKey ?? 'key'} it removes`);
  if (payload !== null && subject !== undefined)
    throw new InputInvalid(`--key is for a tombstone; the key of this one is its ${channel.orderingKey ?? 'traceId'}`);
};
