import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { v7 } from 'uuid';

/** What a data folder remembers between two starts. Secret; made at random for each folder. */
export interface PlatformState {
  /** By role, the superuser `postgres` included. */
  readonly passwords: Record<string, string>;
  /** Where PostgreSQL listened last. */
  postgresPort: number;
  readonly businessUnitId: string;
  readonly operatorId: string;
  /** The private key that signs demo tokens (Ed25519). */
  readonly key: JWK;
}

export async function loadState(dataDir: string): Promise<PlatformState> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch(() => null);
  return text === null ? createState() : (JSON.parse(text) as PlatformState);
}

export async function saveState(dataDir: string, state: PlatformState): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const half = `${fileOf(dataDir)}.${process.pid}`;
  await writeFile(half, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await rename(half, fileOf(dataDir));
}

/** The password of a role, made at the first question. */
export function passwordOf(state: PlatformState, role: string): string {
  state.passwords[role] ??= randomBytes(18).toString('hex');
  return state.passwords[role];
}

async function createState(): Promise<PlatformState> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const kid = randomBytes(8).toString('hex');
  const key = { ...(await exportJWK(privateKey)), kid, alg: 'EdDSA', use: 'sig' };
  return { passwords: {}, postgresPort: 0, businessUnitId: v7(), operatorId: v7(), key };
}

function fileOf(dataDir: string): string {
  return join(dataDir, 'state.json');
}
