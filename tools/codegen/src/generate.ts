import { bundleText } from '@vyarna/contract';
import type { ContractSet } from '@vyarna/loader';
import { emitAsyncApi } from './emit-asyncapi.ts';
import { emitErrorCodes } from './emit-errors.ts';
import { emitOpenApi } from './emit-openapi.ts';
import { emitOperations } from './emit-operations.ts';
import { emitPackage } from './emit-package.ts';
import { emitSchemas } from './emit-schemas.ts';
import { emitTypes } from './emit-types.ts';
import type { GeneratedFile } from './generated-file.ts';
import { BUNDLE_FILE } from './output-folder.ts';
import { RenderCache } from './render-cache.ts';
import { planTypeModules } from './type-modules.ts';

/**
 * Every generated file of a contract set, by path. Equal contracts give equal bytes: no time, no version, no order but that of names.
 * `out` is the output folder relative to the repository; nothing is written. With the `cache` of the last generation only what changed is rendered.
 */
export const generateFiles = async (set: ContractSet, out: string, cache = new RenderCache()): Promise<readonly GeneratedFile[]> => {
  const modules = planTypeModules(set, cache);
  const files = [
    { path: BUNDLE_FILE, text: bundleText(set.bundle) },
    ...(await emitTypes(modules, cache)),
    ...emitSchemas(set, modules, cache),
    ...emitOperations(set, modules, cache),
    ...emitOpenApi(set, modules, cache),
    ...emitErrorCodes(set),
    ...emitAsyncApi(set, out, cache),
    ...emitPackage(),
  ];
  cache.end();
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
};
