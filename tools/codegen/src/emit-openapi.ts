import { createPathItems, openApiDocument, type References } from '@vyarna/http/openapi';
import { type ContractSet, kebabCase } from '@vyarna/loader';
import { schemaRef } from './emit-schemas.ts';
import { createExamples } from './examples.ts';
import { type GeneratedFile, specifier } from './generated-file.ts';
import { assignPaths, fileName } from './output-paths.ts';
import type { RenderCache } from './render-cache.ts';
import type { TypeModules } from './type-modules.ts';
import { yamlFile, yamlFileOf } from './yaml-file.ts';

const DOCUMENT = 'openapi.yaml';

/**
 * OpenAPI 3.1 of the gateway: a document that names the paths, and a file for each path, which refers to the messages' JSON Schemas. So a field
 * changes the files of its message and of the paths that take it, and never the document. Without routes there is neither.
 */
export const emitOpenApi = (set: ContractSet, modules: TypeModules, cache: RenderCache): readonly GeneratedFile[] => {
  const { bundle, routes } = set;
  if (routes.length === 0) return [];
  const byPath = Map.groupBy(routes, ({ model }) => model.path);
  const stems = assignPaths([...byPath.keys()].map((path) => ({ id: path, stem: `openapi/${fileName(kebabCase(path))}` })));
  const fileOf = (path: string): string => `${stems.get(path)}.yaml`;
  // The bundle's own, by which the path items tell routes of one action apart.
  const inBundle = new Map(bundle.routes.map((route) => [`${route.method} ${route.path}`, route]));
  const pathItemOf = createPathItems(bundle, { examplesOf: createExamples(set) });
  const items = [...byPath].map(([path, here]) => {
    const file = fileOf(path);
    const references: References = {
      type: (name) => schemaRef(file, name, modules),
      component: (component) => `${specifier(file, DOCUMENT)}#/components/${component}`,
    };
    const sources = [...new Set(here.map(({ channel }) => channel.place.file))].sort();
    const models = here.map(({ model }) => inBundle.get(`${model.method} ${model.path}`) ?? model);
    const { madeOf, types, describe } = pathItemOf(models);
    // Where the files of its types are, which references name.
    const key = [...madeOf, types.map(references.type).join()];
    return yamlFileOf(file, `the route${here.length === 1 ? '' : 's'} of ${sources.join(' and ')}`, key, () => describe(references), cache);
  });
  const document = openApiDocument(bundle, versionOf(set), (path) => ({ $ref: specifier(DOCUMENT, fileOf(path)) }));
  return [yamlFile(DOCUMENT, 'the routes of all contracts', document, cache), ...items];
};

/** Of the document of the application whose operations follow from the routes. */
const versionOf = ({ derived, documents, sources }: ContractSet): string => {
  const gateway = derived.operations.find(({ model }) => model.derivedFrom === 'routes')?.model.app;
  const document = documents.find(({ app }) => app.title === gateway);
  const version = document && sources.scalar(sources.get(document.root, 'info', 'version'));
  return typeof version === 'string' ? version : '1.0.0';
};
