import type { Postgres } from '../postgres/server.ts';
import { busUrl, databaseVariables } from './databases.ts';
import type { ProgramName } from './programs.ts';
import type { PlatformState } from './state.ts';
import { JWT_AUDIENCE, JWT_ISSUER } from './tokens.ts';

export interface Surroundings {
  readonly postgres: Postgres;
  readonly state: PlatformState;
  /** Addresses of a Kafka, or null for the embedded bus. */
  readonly brokers: string | null;
  readonly registryUrl: string;
  /** What the registry asks for, as variables. */
  readonly registryCredentials: Readonly<Record<string, string>>;
  readonly jwksFile: string;
  /** The contracts that programs run on: a file of its own, so that one started again has those of before. */
  bundleFile: string;
}

/** Which bus a program speaks to. */
export function busVariables({ postgres, state, brokers }: Pick<Surroundings, 'postgres' | 'state' | 'brokers'>): Record<string, string> {
  return brokers === null ? { BUS: 'embedded', BUS_DATABASE_URL: busUrl(postgres, state) } : { BUS: 'kafka', KAFKA_BROKERS: brokers };
}

/** All that a program is told, but its health port. `port` where it listens for calls: the registry and gateways do. */
export function programEnvironment(name: ProgramName, around: Surroundings, port: number | null): Record<string, string> {
  const { registryUrl, registryCredentials, jwksFile, bundleFile } = around;
  const listening = port === null ? {} : { HOST: '127.0.0.1', PORT: String(port) };
  const own = databaseVariables(around.postgres, around.state, name);
  if (name === 'registry') return { ...own, ...listening };
  const shared = { ...own, ...listening, ...busVariables(around), SCHEMA_REGISTRY_URL: registryUrl, ...registryCredentials, BUNDLE: bundleFile };
  return name === 'gateway' ? { ...shared, JWT_JWKS_FILE: jwksFile, JWT_ISSUER, JWT_AUDIENCE } : shared;
}
