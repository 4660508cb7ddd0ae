import { readFileSync } from 'node:fs';
import type { GeneratedFile } from './generated-file.ts';
import { OUTPUT_PACKAGE } from './output-folder.ts';

const MANIFEST = {
  name: OUTPUT_PACKAGE,
  version: '0.0.0',
  private: true,
  type: 'module',
  exports: { './bundle.json': './bundle.json', './*.ts': './*.ts' },
  dependencies: { '@vyarna/contract': '*', '@vyarna/messaging': '*' },
};

/** What makes the output folder a package, and tells a reader what lies in it. */
export const emitPackage = (): readonly GeneratedFile[] => [
  { path: 'package.json', text: `${JSON.stringify(MANIFEST, null, 2)}\n` },
  { path: 'README.md', text: readFileSync(new URL('./package-readme.md', import.meta.url), 'utf8') },
];
