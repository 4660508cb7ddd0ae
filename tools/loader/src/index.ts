export { camelCase, kebabCase, pascalCase } from './case.ts';
export type { Derived, DerivedOperation } from './derive.ts';
export { type AppDocument, SHARED_FOLDER } from './documents.ts';
export { type Finding, formatFinding } from './finding.ts';
export { type ContractSet, type Loaded, type LoadOptions, loadContracts } from './load.ts';
export type { LoadedChannel } from './load-channels.ts';
export type { LoadedOperation } from './load-operations.ts';
export { type Place, type Sources, targetOf } from './sources.ts';
