import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** CommonJS whose default is a named export: required, so that Node and Vitest see the same. */
const { default: artifactUrl } = createRequire(import.meta.url)('mvn-artifact-url') as typeof import('mvn-artifact-url');

/** Where jars come from: MAVEN_REPOSITORY, else the mirror of Maven Central in the user's Maven settings, else Maven Central. */
export async function mavenRepository(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const settings = await readFile(join(homedir(), '.m2/settings.xml'), 'utf8').catch(() => '');
  return (env['MAVEN_REPOSITORY'] || mirrorOfCentral(settings) || (await mavenCentral())).replace(/\/+$/, '');
}

/** The library knows where Central is: what precedes the path of any artifact there. */
async function mavenCentral(): Promise<string> {
  const url = await artifactUrl({ groupId: 'g', artifactId: 'a', version: '1', extension: 'jar', isSnapShot: false });
  return url.slice(0, url.lastIndexOf('/g/a/1/'));
}

/** The first mirror that stands for Central. Mirrors with credentials are not understood: use MAVEN_REPOSITORY there. */
export function mirrorOfCentral(settings: string): string | null {
  for (const [, mirror = ''] of settings.replaceAll(/<!--[\s\S]*?-->/g, '').matchAll(/<mirror>([\s\S]*?)<\/mirror>/g)) {
    const of = /<mirrorOf>\s*([^<]*?)\s*<\/mirrorOf>/.exec(mirror)?.[1]?.split(',') ?? [];
    const url = /<url>\s*([^<]*?)\s*<\/url>/.exec(mirror)?.[1];
    if (url && !of.includes('!central') && of.some((name) => ['*', 'external:*', 'central'].includes(name.trim()))) return url;
  }
  return null;
}
