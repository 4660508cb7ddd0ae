import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '@vyarna/process';

const run = promisify(execFile);

/** Apache Kafka 4 needs this or newer. */
export const JAVA_NEEDED = 17;

export const JAVA_HINT = `Install a Java ${JAVA_NEEDED} runtime (Debian, Ubuntu: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@17).`;

/** The command of a Java that can run the broker: JAVA_HOME's, else the one on PATH. Null when there is none new enough. */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const candidates = [...(env['JAVA_HOME'] ? [join(env['JAVA_HOME'], 'bin/java')] : []), 'java'];
  for (const java of candidates) {
    // It speaks on stderr: `openjdk version "17.0.15" 2025-04-15`, and `"1.8.0_402"` up to 8.
    const said = await run(java, ['-version'], { env, timeout: 20_000 }).catch(() => null);
    const major = Number(/version "(\d+)/.exec(`${said?.stderr}${said?.stdout}`)?.[1] ?? 0);
    if (major >= JAVA_NEEDED) return java;
  }
  return null;
}

/** Rejects with JAVA_MISSING. */
export async function requireJava(): Promise<string> {
  const java = await findJava();
  if (java === null) throw new StartError('JAVA_MISSING', `Apache Kafka needs Java ${JAVA_NEEDED} or newer, and there is none.`, JAVA_HINT);
  return java;
}
