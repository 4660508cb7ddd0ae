import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Change } from '@vyarna/scaffold';

/**
 * Writes changes into a copy of some folders, formats them there as the repository does, and gives `use` that copy and the changes as they
 * came out. The copy is gone afterwards.
 */
export const inStage = <Result>(
  root: string,
  folders: readonly string[],
  changes: readonly Change[],
  use: (stage: string, changes: readonly Change[]) => Result,
): Result => {
  const stage = mkdtempSync(join(tmpdir(), 'vyarna-new-'));
  try {
    for (const folder of folders) if (existsSync(join(root, folder))) cpSync(join(root, folder), join(stage, folder), { recursive: true });
    writeFiles(stage, changes);
    format(root, stage, changes);
    return use(
      stage,
      changes.map((change) => ({ ...change, after: readFileSync(join(stage, change.path), 'utf8') })),
    );
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
};

export const writeFiles = (root: string, changes: readonly Change[]): void => {
  for (const { path, after } of changes) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), after);
  }
};

/** Formats the TypeScript among the changes, and puts its imports in order, by the repository's own settings. */
const format = (root: string, stage: string, changes: readonly Change[]): void => {
  const files = changes.map(({ path }) => path).filter((path) => path.endsWith('.ts'));
  const [settings, biome] = [join(root, 'biome.json'), join(root, 'node_modules/@biomejs/biome/bin/biome')];
  if (files.length === 0 || !existsSync(settings) || !existsSync(biome)) return;
  const { formatter, javascript } = JSON.parse(readFileSync(settings, 'utf8')) as { readonly formatter?: object; readonly javascript?: object };
  writeFileSync(join(stage, 'biome.json'), JSON.stringify({ formatter, javascript, linter: { enabled: false } }));
  const { status, stderr, stdout } = spawnSync(process.execPath, [biome, 'check', '--write', ...files], { cwd: stage, encoding: 'utf8' });
  if (status !== 0) throw new Error(`What was to be written could not be formatted: ${stderr || stdout}`);
};
