import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StartError } from '@vyarna/process';
import { JARS, type Jar, KAFKA_VERSION } from './jars.ts';
import { mavenRepository } from './repository.ts';

const AT_ONCE = 8;
const ATTEMPTS = 3;
const MEGABYTE = 1_000_000;

/**
 * Fetches the broker's jars into `folder` and returns their paths, for a class path. What is there with the right SHA-256 stays.
 * Rejects with KAFKA_FETCH_FAILED or KAFKA_JAR_WRONG (its bytes are not the pinned ones; nothing of it is kept).
 */
export async function fetchJars(folder: string, say: (line: string) => void, jars: readonly Jar[] = JARS): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const there = await Promise.all(jars.map(([path, , sha256]) => isThere(join(folder, basename(path)), sha256)));
  const missing = jars.filter((_, index) => !there[index]);
  if (missing.length > 0) {
    const repository = await mavenRepository();
    const total = missing.reduce((sum, [, bytes]) => sum + bytes, 0);
    say(`Fetching Apache Kafka ${KAFKA_VERSION} from ${repository}: ${missing.length} files, ${(total / MEGABYTE).toFixed(0)} MB.`);
    let done = 0;
    let saidAt = Date.now();
    const queue = [...missing];
    const work = async () => {
      for (let jar = queue.shift(); jar !== undefined; jar = queue.shift()) {
        await fetchJar(repository, jar, folder);
        done += jar[1];
        if (Date.now() - saidAt < 2000) continue;
        saidAt = Date.now();
        say(`Fetched ${(done / MEGABYTE).toFixed(0)} of ${(total / MEGABYTE).toFixed(0)} MB.`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
  return jars.map(([path]) => join(folder, basename(path)));
}

async function isThere(file: string, sha256: string): Promise<boolean> {
  const bytes = await readFile(file).catch(() => null);
  return bytes !== null && hashOf(bytes) === sha256;
}

async function fetchJar(repository: string, [path, , sha256]: Jar, folder: string): Promise<void> {
  const url = `${repository}/${path}`;
  const bytes = await download(url);
  if (hashOf(bytes) !== sha256) {
    throw new StartError(
      'KAFKA_JAR_WRONG',
      `${url} is not the file it should be (SHA-256 ${hashOf(bytes)}).`,
      'Set MAVEN_REPOSITORY to a true mirror.',
    );
  }
  const file = join(folder, basename(path));
  const half = `${file}.${process.pid}`;
  await writeFile(half, bytes);
  await rename(half, file);
}

async function download(url: string): Promise<Buffer> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(120_000) });
      if (!response.ok) throw new Error(`HTTP status ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    } catch (error) {
      if (attempt < ATTEMPTS) continue;
      const { message, cause } = error as Error;
      const reason = cause instanceof Error ? cause.message : message;
      throw new StartError('KAFKA_FETCH_FAILED', `Could not fetch ${url}: ${reason}.`, 'Check the network, or set MAVEN_REPOSITORY to a mirror.', {
        cause: error,
      });
    }
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
