/** Runs the TypeScript compiler over generated files, as strict as it can be. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { GeneratedFile } from '../generated-file.ts';

const repository = resolve(import.meta.dirname, '../../../..');

const STRICTEST = {
  target: 'esnext',
  module: 'nodenext',
  lib: ['esnext'],
  types: ['node'],
  noEmit: true,
  declaration: true,
  strict: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noUncheckedSideEffectImports: true,
  forceConsistentCasingInFileNames: true,
  allowImportingTsExtensions: true,
};

/** What the compiler says of the files, line by line; nothing where they are right. What it says of the sources they import is not asked here. */
export const compile = (files: readonly GeneratedFile[]): readonly string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'vyarna-compile-'));
  try {
    symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
    const program = [...files.filter(({ path }) => path.endsWith('.ts')), { path: 'package.json', text: '{ "type": "module" }' }];
    for (const { path, text } of [...program, { path: 'tsconfig.json', text: JSON.stringify({ compilerOptions: STRICTEST }) }]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { stdout, stderr, error } = spawnSync(
      process.execPath,
      [join(repository, 'node_modules/typescript/bin/tsc'), '-p', '.', '--pretty', 'false'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    if (error !== undefined) throw error;
    return `${stdout}${stderr}`
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('../') && !line.startsWith(' ') && !line.startsWith('node_modules/'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
