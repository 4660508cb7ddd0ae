import { declarationOf, initOf, rootDeclarationsOf } from './avro-models.ts';
import { type GeneratedFile, header } from './generated-file.ts';
import { importNames, referencesKey } from './imports.ts';
import { jsonDeclarationsOf } from './json-models.ts';
import type { RenderCache } from './render-cache.ts';
import { renderDeclarations } from './render-types.ts';
import type { AvroModule, JsonModule, TypeModules } from './type-modules.ts';

/** One module of types for each schema: each type as it is read, and each that has another form as it may be given. */
export const emitTypes = async (modules: TypeModules, cache: RenderCache): Promise<readonly GeneratedFile[]> => {
  const files: GeneratedFile[] = [];
  // One after another: all at once, the renderer's models of all of them would be held at the same time.
  for (const module of modules.all) files.push(await (module.format === 'avro' ? emitAvro(module, modules, cache) : emitJson(module, cache)));
  return files;
};

const emitJson = async ({ path, source, schema, rootName }: JsonModule, cache: RenderCache): Promise<GeneratedFile> => {
  const key = [source, rootName, JSON.stringify(schema)];
  const make = async (): Promise<string> => moduleText(source, await renderDeclarations(jsonDeclarationsOf(schema, rootName)));
  return { path, text: cache.known(path, key) ?? cache.keep(path, key, await make()) };
};

const emitAvro = async (module: AvroModule, modules: TypeModules, cache: RenderCache): Promise<GeneratedFile> => {
  const { path, source, root, rootName, types, mentioned } = module;
  const own = [...module.names.values(), ...(rootName === null ? [] : [rootName])].flatMap(({ type, init }) => [type, init]);
  // All that the text depends on: the types themselves, and where those they name are and what they are called there.
  const key = [source, root, own.join(), referencesKey(mentioned, modules), ...types];
  const make = async (): Promise<string> => {
    const names = importNames(path, own, mentioned, modules);
    const declarations = await renderDeclarations([
      ...(rootName === null ? [] : rootDeclarationsOf(rootName, root, names)),
      ...types.flatMap((type) => [declarationOf(type, names), ...(type.kind === 'record' ? [initOf(type, names)] : [])]),
    ]);
    return moduleText(source, [names.text(), ...declarations]);
  };
  return { path, text: cache.known(path, key) ?? cache.keep(path, key, await make()) };
};

const moduleText = (source: string, blocks: readonly string[]): string => `${header(source)}${blocks.filter((block) => block !== '').join('\n\n')}\n`;
