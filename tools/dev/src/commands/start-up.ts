import { randomBytes } from 'node:crypto';
import { relative } from 'node:path';
import { StartError } from '@vyarna/process';
import type { GivenRegistry, Platform } from '../platform/platform.ts';
import { startPlatform } from '../platform/start-platform.ts';
import { defaultDataFolder } from '../project-folder.ts';

export type Bus = 'embedded' | 'kafka';

const GATEWAY_PORT = 8080;
const REGISTRY_PORT = 8081;

/** What a person says of the platform: PORT, REGISTRY_PORT, KAFKA_BROKERS, SCHEMA_REGISTRY_URL with its credentials. Throws a StartError before anything is begun. */
export interface Settings {
  readonly bus: Bus;
  readonly dataDir: string;
  readonly ports: { readonly gateway: number; readonly registry: number };
  readonly kafkaBrokers: string | undefined;
  readonly registry: GivenRegistry | undefined;
}

export function readSettings(bus: Bus): Settings {
  const { KAFKA_BROKERS: kafkaBrokers } = process.env;
  const ports = { gateway: portOf('PORT', GATEWAY_PORT), registry: portOf('REGISTRY_PORT', REGISTRY_PORT) };
  if (ports.gateway === ports.registry) {
    throw new StartError(
      'PORT_TAKEN',
      `PORT and REGISTRY_PORT are both ${ports.gateway}.`,
      `Choose another: make up REGISTRY_PORT=${ports.gateway + 1}`,
    );
  }
  return { bus, dataDir: defaultDataFolder, ports, kafkaBrokers, registry: givenRegistry(process.env) };
}

/** The schema registry that the environment names; undefined where the platform runs its own. */
function givenRegistry(env: NodeJS.ProcessEnv): GivenRegistry | undefined {
  const url = env['SCHEMA_REGISTRY_URL']?.trim();
  if (!url) return undefined;
  const names = ['SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO', 'SCHEMA_REGISTRY_BEARER_TOKEN'];
  return { url, credentials: Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : []))) };
}

/** Starts the whole platform on `.vyarna`, and tells a person where it is and what to try. */
export async function startUp(
  { bus, dataDir, ports, kafkaBrokers, registry }: Settings,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Platform> {
  const startedAt = performance.now();
  say(`Starting on ${bus === 'embedded' ? 'the embedded bus' : kafkaBrokers ? `the Kafka at ${kafkaBrokers}` : 'Apache Kafka'}.`);
  if (registry !== undefined)
    say(
      `Using the schema registry of SCHEMA_REGISTRY_URL (${registry.url}); vyarna registry push sends it the schemas. Unset it for one of the platform's own.`,
    );
  const platform = await startPlatform({ dataDir, bus, ports, say, signal, ...(kafkaBrokers && { kafkaBrokers }), ...(registry && { registry }) });
  const logs = `${relative(process.cwd(), dataDir)}/logs`;
  say(
    `Ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s. Ctrl-C stops it; its data stays until make clean, its logs are in ${logs}.`,
  );
  for (const line of await welcome(platform)) say(line);
  return platform;
}

async function welcome(platform: Platform): Promise<string[]> {
  const token = await platform.token();
  const email = `demo-${randomBytes(4).toString('hex')}@example.org`;
  const rows = [
    ['gateway', platform.gatewayUrl],
    ['registry', platform.registryUrl],
    ['bus', platform.busDescription],
    ...platform.processes.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ name, healthUrl }) => ['health', `${healthUrl}/health (${name})`]),
    ['business unit', `${platform.businessUnitId} (Demo unit)`],
    ['token', `${token} (good for 12 h, on this machine only)`],
  ];
  const headers = `-H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json'`;
  const body = JSON.stringify({ email, displayName: 'Ada Lovelace' });
  return [
    '',
    ...rows.map(([name = '', value]) => `  ${name.padEnd(14)} ${value}`),
    '',
    'Create an operator:',
    '',
    `curl -sS -X POST ${platform.gatewayUrl}/v1/operators ${headers} -d '${body}'`,
    '',
  ];
}

function portOf(variable: string, fallback: number): number {
  const text = process.env[variable]?.trim();
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StartError(
    'VARIABLE_INVALID',
    `${variable} is ${text}, which is no port.`,
    `Set it to a number from 1 to 65535: make up ${variable}=${fallback}`,
  );
}
