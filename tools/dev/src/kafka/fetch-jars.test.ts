import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { fetchJars } from './fetch-jars.ts';
import type { Jar } from './jars.ts';

const content = Buffer.from('a jar');
const jar: Jar = ['org/example/a/1/a-1.jar', content.length, createHash('sha256').update(content).digest('hex')];

afterEach(() => vi.unstubAllEnvs());

/** A Maven repository that answers every path with `body`; null: 404. */
async function repositoryOf(body: Buffer | null): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(body === null ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  vi.stubEnv('MAVEN_REPOSITORY', `http://127.0.0.1:${(server.address() as AddressInfo).port}/maven2`);
  return asked;
}

it('fetches what is missing or broken, once, and says so', async () => {
  const folder = temporaryFolder();
  const asked = await repositoryOf(content);
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  expect(await fetchJars(folder, say, [jar])).toEqual([join(folder, 'a-1.jar')]);
  expect(readFileSync(join(folder, 'a-1.jar'))).toEqual(content);
  await fetchJars(folder, say, [jar]);
  expect(asked).toEqual(['/maven2/org/example/a/1/a-1.jar']);
  expect(said).toHaveLength(1);

  writeFileSync(join(folder, 'a-1.jar'), 'half');
  await fetchJars(folder, say, [jar]);
  expect(readFileSync(join(folder, 'a-1.jar'))).toEqual(content);
});

it('keeps nothing of a file that is not the pinned one', async () => {
  const folder = temporaryFolder();
  await repositoryOf(Buffer.from('another jar'));
  await expect(fetchJars(folder, () => undefined, [jar])).rejects.toMatchObject({ code: 'KAFKA_JAR_WRONG' });
  expect(readdirSync(folder)).toEqual([]);
});

it('says where it could not fetch from, after three attempts', async () => {
  const asked = await repositoryOf(null);
  await expect(fetchJars(temporaryFolder(), () => undefined, [jar])).rejects.toMatchObject({
    code: 'KAFKA_FETCH_FAILED',
    message: expect.stringMatching(/a-1\.jar: HTTP status 404\.$/),
  });
  expect(asked).toHaveLength(3);
});
