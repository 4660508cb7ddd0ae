import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StartError } from '@vyarna/process';
import { claim, holderOfClaim } from '../claim.ts';
import { freePort } from '../free-port.ts';
import { type Kept, keep } from '../keeper.ts';
import { brokerSettings } from './settings.ts';

const run = promisify(execFile);
const READY_WITHIN_MS = 60_000;
const FORMER_ENDS_WITHIN_MS = 15_000;
/** A broker for one machine: starting fast counts, peak throughput does not. */
const JVM = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
const LOGGING = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Dorg.slf4j.simpleLogger.showDateTime=true'];

export interface KafkaOptions {
  /** Command of a Java 17 or newer. */
  readonly java: string;
  /** The class path. */
  readonly jars: readonly string[];
  /** Log segments, cluster id and settings; created and formatted at the first start. */
  readonly dataDir: string;
  readonly logFile: string;
  /** This port and no other. */
  readonly port?: number;
  /** Taken where it is free; else another one. */
  readonly preferredPort?: number;
  /** Removed when the broker ends. */
  readonly remove?: string;
}

export interface Kafka {
  /** `127.0.0.1:<port>`. */
  readonly brokers: string;
  readonly port: number;
  /** Process id of what is there as long as the broker is. */
  readonly keeper: number;
  readonly exited: Promise<number>;
  /** Closes its segments cleanly; a killed broker takes 3 s longer at the next start. */
  stop(): Promise<void>;
}

/** Starts one KRaft node, broker and controller in one, on 127.0.0.1 only. Rejects with KAFKA_START_FAILED. */
export async function startKafka(options: KafkaOptions): Promise<Kafka> {
  const { java, jars, dataDir, logFile } = options;
  await mkdir(dataDir, { recursive: true });
  await formerEnded(join(dataDir, 'keeper'));
  const port = options.port ?? (await freePort(options.preferredPort));
  const controllerPort = await freePort();
  const settings = join(dataDir, 'server.properties');
  await writeFile(settings, brokerSettings({ port, controllerPort, logDir: join(dataDir, 'log') }));
  const classPath = jars.join(delimiter);
  await format(java, classPath, settings, dataDir);

  const startedAt = (await stat(logFile).catch(() => null))?.size ?? 0;
  const log = openSync(logFile, 'a');
  const kept = keep({
    command: java,
    args: ['-Xmx384m', ...JVM, ...LOGGING, '-cp', classPath, 'kafka.Kafka', settings],
    stopSignal: 'TERM',
    log,
    cwd: dataDir,
    ...(options.remove && { remove: options.remove }),
  });
  closeSync(log);
  await claim(join(dataDir, 'keeper'), kept.pid);
  if (!(await isReady(kept, port))) {
    await kept.stop();
    throw new StartError('KAFKA_START_FAILED', `Apache Kafka did not start: ${await lastError(logFile, startedAt)}`, `Its log is ${logFile}.`);
  }
  return { brokers: `127.0.0.1:${port}`, port, keeper: kept.pid, exited: kept.exited, stop: () => kept.stop() };
}

/** Waits for a broker whose parent was just killed: it still holds the folder. */
async function formerEnded(file: string): Promise<void> {
  const end = Date.now() + FORMER_ENDS_WITHIN_MS;
  while (Date.now() < end && (await holderOfClaim(file)) !== null) await sleep(50);
}

async function format(java: string, classPath: string, settings: string, dataDir: string): Promise<void> {
  if ((await stat(join(dataDir, 'log/meta.properties')).catch(() => null)) !== null) return;
  const idFile = join(dataDir, 'cluster-id');
  const clusterId = (await readFile(idFile, 'utf8').catch(() => '')) || newClusterId();
  await writeFile(idFile, clusterId);
  try {
    const args = [...JVM, ...LOGGING, '-cp', classPath, 'kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', clusterId, '-c', settings];
    await run(java, args, { cwd: dataDir });
  } catch (error) {
    const stderr = String((error as { stderr?: unknown }).stderr ?? error).trim();
    throw new StartError(
      'KAFKA_START_FAILED',
      `Apache Kafka could not prepare ${dataDir}: ${stderr.split('\n')[0]}`,
      'See that the folder is writable.',
      {
        cause: error,
      },
    );
  }
}

/** 16 random bytes in base64url; Kafka's command line would take a leading "-" for an option. */
function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}

async function isReady(kept: Kept, port: number): Promise<boolean> {
  const end = Date.now() + READY_WITHIN_MS;
  while (kept.running && Date.now() < end) {
    // The listener opens when the broker is unfenced and has caught up.
    if (await accepts(port)) return true;
    await sleep(50);
  }
  return false;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function lastError(logFile: string, from: number): Promise<string> {
  const lines = (await readFile(logFile)).subarray(from).toString().trim().split('\n');
  return lines.findLast((line) => /ERROR|FATAL|Exception/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}
