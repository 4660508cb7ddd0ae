import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findChromium } from './chromium.ts';

describe('finding Chromium', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vyarna-chromium-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const program = async (name: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, '');
    await chmod(path, 0o755);
    return path;
  };

  test('takes what PATH has, by any of its usual names', async () => {
    const path = await program('google-chrome');
    expect(await findChromium({ PATH: `/nowhere:${folder}` }, 'linux')).toBe(path);
  });

  test('CHROMIUM_PATH goes before PATH, also where it names nothing', async () => {
    await program('chromium');
    const own = await program('my-chromium');
    expect(await findChromium({ PATH: folder, CHROMIUM_PATH: own }, 'linux')).toBe(own);
    expect(await findChromium({ PATH: folder, CHROMIUM_PATH: join(folder, 'none') }, 'linux')).toBeNull();
  });

  test('a machine without it has none', async () => {
    await mkdir(join(folder, 'empty'));
    expect(await findChromium({ PATH: join(folder, 'empty') }, 'linux')).toBeNull();
  });
});
