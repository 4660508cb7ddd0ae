import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type Options, UsageError } from '../command.ts';
import type { Values } from '../parse.ts';
import { findRepository } from '../repository.ts';

/** How a command that speaks on a bus is told which. */
export const BUS_OPTIONS = {
  bus: { value: 'BUS', choices: ['embedded', 'kafka'], summary: 'which bus (BUS)' },
  'bus-url': { value: 'URL', summary: 'the PostgreSQL of the embedded bus (BUS_DATABASE_URL)' },
  brokers: { value: 'HOST:PORT', summary: 'of Kafka, several with commas between (KAFKA_BROKERS)' },
  registry: { value: 'URL', summary: 'the schema registry (SCHEMA_REGISTRY_URL)' },
  bundle: { value: 'FILE', summary: 'the contract set (BUNDLE, generated/bundle.json)', complete: 'file' },
  data: { value: 'DIR', summary: 'the data folder of a local platform, which says all that is not said otherwise (.vyarna)', complete: 'directory' },
} as const satisfies Options;

export const BUS_NOTES = 'Where an option is left out the variable in brackets counts, then the local platform that runs (make up).';

/** Where a bus and its registry listen, and the contracts they follow. */
export interface BusAddress {
  readonly bus: 'embedded' | 'kafka';
  readonly busDatabaseUrl?: string | undefined;
  readonly kafkaBrokers?: string | undefined;
  readonly registryUrl: string;
  readonly bundle: string;
  /** On whose behalf messages go on a local platform, which says so beside its addresses. */
  readonly demo: { readonly businessUnitId?: string | undefined; readonly operatorId?: string | undefined };
}

type Variables = { readonly [name: string]: string | undefined };

/** Takes options before variables before the local platform; what is said of the bus is taken from one of them as a whole. Throws `UsageError`. */
export const busAddress = (options: Values<typeof BUS_OPTIONS>, env: Variables = process.env, from = process.cwd()): BusAddress => {
  const given: Variables = { BUS: options.bus, BUS_DATABASE_URL: options['bus-url'], KAFKA_BROKERS: options.brokers };
  const local = localPlatform(options.data, from);
  const where = [given, env, local].find(({ BUS, BUS_DATABASE_URL, KAFKA_BROKERS }) => BUS || BUS_DATABASE_URL || KAFKA_BROKERS);
  if (where === undefined) {
    throw new UsageError('No local platform runs here. Start it (make up), or say which bus: --brokers HOST:PORT, or --bus-url URL');
  }
  const registryUrl = options.registry || env['SCHEMA_REGISTRY_URL'] || local['SCHEMA_REGISTRY_URL'];
  if (registryUrl === undefined) throw new UsageError('Say where the schema registry is: --registry URL');
  return {
    ...busOf(where),
    registryUrl,
    bundle: options.bundle ?? (env['BUNDLE'] || join(findRepository(from), 'generated/bundle.json')),
    demo: { businessUnitId: where['BUSINESS_UNIT_ID'], operatorId: where['OPERATOR_ID'] },
  };
};

const busOf = ({
  BUS,
  BUS_DATABASE_URL: busDatabaseUrl,
  KAFKA_BROKERS: kafkaBrokers,
}: Variables): Pick<BusAddress, 'bus' | 'busDatabaseUrl' | 'kafkaBrokers'> => {
  const bus = BUS || (kafkaBrokers ? 'kafka' : 'embedded');
  if (bus !== 'kafka' && bus !== 'embedded') throw new UsageError(`BUS is ${bus}. There is: embedded, kafka`);
  if (bus === 'kafka' && !kafkaBrokers) throw new UsageError('Say where Kafka is: --brokers HOST:PORT');
  if (bus === 'embedded' && !busDatabaseUrl) throw new UsageError('Say where the PostgreSQL of the embedded bus is: --bus-url URL');
  return { bus, busDatabaseUrl, kafkaBrokers };
};

/** What a local platform that runs says of itself; nothing where none does. */
const localPlatform = (data: string | undefined, from: string): Variables => {
  const file = join(data === undefined ? join(findRepository(from), '.vyarna') : resolve(from, data), 'env');
  if (existsSync(file)) return parseEnv(readFileSync(file, 'utf8'));
  if (data !== undefined) throw new UsageError(`No local platform runs on ${data}: there is no file "env" in it`);
  return {};
};
