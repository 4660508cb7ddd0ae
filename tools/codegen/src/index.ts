export { generateFiles } from './generate.ts';
export type { GeneratedFile } from './generated-file.ts';
export { committedDrift, type Drift, findDrift, writeOutput } from './output-folder.ts';
