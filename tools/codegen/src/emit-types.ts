import { declarationOf, initOf, rootDeclarationsOf } from './avro-models.ts';
import { type GeneratedFile, header } from './generated-file.ts';
import { importNames } from './imports.ts';
import { jsonDeclarationsOf } from './json-models.ts';
import { renderDeclarations } from './render-types.ts';
import type { AvroModule, TypeModule, TypeModules } from './type-modules.ts';
import { mentionedIn } from './walk-types.ts';

/** One module of types for each schema: each type as it is read, and each that has another form as it may be given. */
export const emitTypes = (modules: TypeModules): Promise<readonly GeneratedFile[]> =>
  Promise.all(modules.all.map((module) => emitModule(module, modules)));

const emitModule = async (module: TypeModule, modules: TypeModules): Promise<GeneratedFile> => {
  const blocks =
    module.format === 'avro' ? await avroBlocks(module, modules) : await renderDeclarations(jsonDeclarationsOf(module.schema, module.rootName));
  return { path: module.path, text: `${header(module.source)}${blocks.filter((block) => block !== '').join('\n\n')}\n` };
};

const avroBlocks = async (module: AvroModule, modules: TypeModules): Promise<readonly string[]> => {
  const { path, root, rootName, types } = module;
  const own = [...module.names.values(), ...(rootName === null ? [] : [rootName])].flatMap(({ type, init }) => [type, init]);
  const names = importNames(path, own, mentionedIn(rootName === null ? types : [root, ...types]), modules);
  const declarations = await renderDeclarations([
    ...(rootName === null ? [] : rootDeclarationsOf(rootName, root, names)),
    ...types.flatMap((type) => [declarationOf(type, names), ...(type.kind === 'record' ? [initOf(type, names)] : [])]),
  ]);
  return [names.text(), ...declarations];
};
