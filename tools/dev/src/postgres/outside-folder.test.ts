import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { outsideFolder, outsidePath } from './outside-folder.ts';

it('does not use a folder that others may write, nor a link, where the name is known to all', async () => {
  const project = `/a/project/${randomBytes(8).toString('hex')}`;
  const path = outsidePath(project);
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  expect(await outsideFolder(project)).toBe(path);
  expect(await outsideFolder(project)).toBe(path);

  chmodSync(path, 0o777);
  await expect(outsideFolder(project)).rejects.toMatchObject({ code: 'FOLDER_NOT_OURS' });
  rmSync(path, { recursive: true });
  symlinkSync(temporaryFolder(), path);
  await expect(outsideFolder(project)).rejects.toMatchObject({ code: 'FOLDER_NOT_OURS' });
  rmSync(path);
  mkdirSync(path, { mode: 0o700 });
  expect(await outsideFolder(project)).toBe(path);
});
