export { generateFiles } from './generate.ts';
export type { GeneratedFile } from './generated-file.ts';
export { type Drift, findDrift, writeOutput } from './output-folder.ts';
