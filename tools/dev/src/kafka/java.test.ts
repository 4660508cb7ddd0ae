import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { findJava } from './java.ts';

/** A folder for JAVA_HOME whose java says this version. */
function javaSaying(version: string): string {
  const home = temporaryFolder();
  mkdirSync(join(home, 'bin'));
  writeFileSync(join(home, 'bin/java'), `#!/bin/sh\necho 'openjdk version "${version}"' >&2\n`);
  chmodSync(join(home, 'bin/java'), 0o755);
  return home;
}

it('finds a Java 17 or newer, in JAVA_HOME first', async () => {
  const home = javaSaying('17.0.15');
  expect(await findJava({ JAVA_HOME: home, PATH: '' })).toBe(join(home, 'bin/java'));
  expect(await findJava({ PATH: join(javaSaying('21'), 'bin') })).toBe('java');
});

it('does not take an old one, nor none', async () => {
  expect(await findJava({ JAVA_HOME: javaSaying('11.0.2'), PATH: '' })).toBeNull();
  expect(await findJava({ JAVA_HOME: javaSaying('1.8.0_402'), PATH: '' })).toBeNull();
  expect(await findJava({ PATH: '' })).toBeNull();
});
