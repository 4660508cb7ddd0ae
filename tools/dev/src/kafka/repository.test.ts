import { expect, it, vi } from 'vitest';
import { mavenRepository, mirrorOfCentral } from './repository.ts';

const mirror = (of: string, url: string) => `<mirror><id>m</id><mirrorOf>${of}</mirrorOf><url>${url}</url></mirror>`;

it("takes the first mirror of Maven Central in a person's settings", () => {
  expect(mirrorOfCentral(`<settings><mirrors>${mirror('other', 'https://a.test')}${mirror('central', 'https://b.test')}</mirrors></settings>`)).toBe(
    'https://b.test',
  );
  expect(mirrorOfCentral(mirror('*', ' https://c.test/maven '))).toBe('https://c.test/maven');
  expect(mirrorOfCentral(mirror('other, central', 'https://d.test'))).toBe('https://d.test');
  expect(mirrorOfCentral(mirror('*,!central', 'https://e.test'))).toBeNull();
  expect(mirrorOfCentral(`<!-- ${mirror('*', 'https://f.test')} -->`)).toBeNull();
  expect(mirrorOfCentral('')).toBeNull();
});

it('prefers MAVEN_REPOSITORY, without a slash at its end', async () => {
  expect(await mavenRepository({ MAVEN_REPOSITORY: 'https://g.test/maven/' })).toBe('https://g.test/maven');
});

it('is Maven Central itself where nothing else is said', async () => {
  vi.stubEnv('HOME', '/nowhere');
  expect(await mavenRepository({})).toMatch(/^https:\/\/[a-z0-9.]+\/maven2$/);
  vi.unstubAllEnvs();
});
