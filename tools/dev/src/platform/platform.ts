import type { Bundle } from '@vyarna/contract';
import type { JWTPayload } from 'jose';
import type { ProgramName } from './programs.ts';

/** A schema registry by its URL, and what programs show it: SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO or SCHEMA_REGISTRY_BEARER_TOKEN. */
export interface GivenRegistry {
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
}

export interface PlatformOptions {
  /** Holds all it keeps; made when it is not there. One platform at a time runs on it. */
  readonly dataDir: string;
  readonly bus: 'embedded' | 'kafka';
  /** Of a Kafka that runs already, such as `127.0.0.1:9092`; without it `kafka` starts one. */
  readonly kafkaBrokers?: string;
  /**
   * A schema registry that runs already, in place of one of its own. Nothing is pushed there: it may be others' too. Programs that find a schema missing
   * say so.
   */
  readonly registry?: GivenRegistry;
  /** A port asked for must be free; one left out is any. */
  readonly ports?: { readonly gateway?: number; readonly registry?: number };
  /** Only these programs, and no demo unit without its service. All, when left out. */
  readonly processes?: readonly ProgramName[];
  /** Added to what single programs are told, such as another FLOWS. */
  readonly environment?: { readonly [name in ProgramName]?: Readonly<Record<string, string>> };
  /** Gets one line for each thing a person wants to know; nothing is said without it. */
  readonly say?: (line: string) => void;
  /** Gives the start up; everything begun is ended. */
  readonly signal?: AbortSignal;
}

/** One program, kept running: when it ends by itself (`kill -9`), it is started again. */
export interface PlatformProcess {
  readonly program: ProgramName;
  /** `flow-manager`, `flow-manager-2`. */
  readonly name: string;
  /** Of the one that runs now, or ran last. */
  readonly pid: number;
  /** Of the one that runs now: base of `/live`, `/ready`, `/health`, `/metrics`. */
  readonly healthUrl: string;
  /** Where it takes calls: the registry and gateways. */
  readonly url: string | null;
  readonly logFile: string;
  /** Resolves when it is ready; rejects when that takes longer than 30 s. */
  ready(): Promise<void>;
  /** Ends it (SIGTERM) and keeps it ended, until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /**
   * Starts it anew, from the sources and contracts as they are now, and ends the old one when the new one is ready; one that takes calls ends
   * before. Rejects with PROGRAM_FAILED when the new one does not start: then the old one goes on, on the contracts it has.
   */
  replace(): Promise<void>;
}

export interface Platform {
  readonly gatewayUrl: string;
  readonly registryUrl: string;
  /** The platform's database as superuser. */
  readonly databaseUrl: string;
  /** For people: `the embedded bus (PostgreSQL)`. */
  readonly busDescription: string;
  /** Null on the embedded bus. */
  readonly kafkaBrokers: string | null;
  readonly businessUnitId: string;
  readonly operatorId: string;
  readonly processes: readonly PlatformProcess[];
  /** Of the demo operator with every permission, good for 12 h; `claims` replace single ones, and undefined leaves one out. */
  token(claims?: JWTPayload): Promise<string>;
  /** Throws for a program this platform does not run. */
  process(name: ProgramName): PlatformProcess;
  /** One more of a kind, or the first one, on free ports; resolves when it is ready. Ends with the platform. */
  startExtra(name: ProgramName, environment?: Readonly<Record<string, string>>): Promise<PlatformProcess>;
  /**
   * Takes other contracts: their topics are created and their schemas registered, and programs run on them from their next start. Programs that
   * run keep those they have. Rejects, and keeps the contracts it had, when the bus or the registry does not take them.
   */
  useContracts(bundle: Bundle): Promise<void>;
  /** Ends everything, in order. May be called again. */
  stop(): Promise<void>;
}
