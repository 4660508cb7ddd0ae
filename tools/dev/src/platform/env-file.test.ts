import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { writeEnvFile } from './env-file.ts';

it('is read as it was written, by nobody else, and goes', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'env');
  writeFileSync(file, 'of a run that was killed', { mode: 0o644 });
  const variables = { BUS: 'embedded', BUS_DATABASE_URL: 'postgres://bus:a%23b@127.0.0.1:1/vyarna?x=1' };
  const written = await writeEnvFile(dataDir, variables);
  expect(parseEnv(readFileSync(file, 'utf8'))).toEqual(variables);
  expect(statSync(file).mode & 0o077).toBe(0);
  await written.remove();
  expect(existsSync(file)).toBe(false);
});
