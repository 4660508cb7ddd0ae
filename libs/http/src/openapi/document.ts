/** OpenAPI 3.1 of a bundle's routes, made of the same data that they run on. */
import { type Bundle, createContracts, type JsonSchema } from '@vyarna/contract';
import { componentsOf } from './components.ts';
import { createPathItems } from './path-item.ts';
import { rewriteReferences } from './rewrite-references.ts';
import type { Part, References } from './types.ts';

/** A document whose paths are what `pathItem` makes of each. */
export const openApiDocument = (bundle: Bundle, version: string, pathItem: (path: string) => Part): { readonly [key: string]: unknown } => {
  const gateway = gatewayOf(bundle);
  const paths = [...new Set(bundle.routes.map(({ path }) => path))].sort();
  const apps = [...new Set(bundle.routes.map(({ channel }) => bundle.channels[channel]?.app ?? ''))].sort();
  return {
    openapi: '3.1.1',
    info: {
      title: gateway?.title ?? 'gateway',
      version,
      ...(gateway === undefined || gateway.description === '' ? {} : { description: gateway.description }),
    },
    servers: [{ url: '/' }],
    security: [{ accessToken: [] }],
    tags: apps.map((name) => ({ name, ...described(bundle.apps[name]?.description) })),
    paths: Object.fromEntries(paths.map((path) => [path, pathItem(path)])),
    components: componentsOf(bundle),
  };
};

const described = (description: string | undefined): Part => (description === undefined || description === '' ? {} : { description });

/** The application whose operations follow from the routes. */
const gatewayOf = ({ apps, operations }: Bundle) => apps[Object.values(operations).find(({ derivedFrom }) => derivedFrom === 'routes')?.app ?? ''];

/** The whole description in one document, its schemas included: what the gateway serves. Its version is the bundle's hash. */
export const selfContainedOpenApi = (bundle: Bundle): { readonly [key: string]: unknown } => {
  const contracts = createContracts(bundle);
  const schemas = new Map<string, JsonSchema>();
  const add = (name: string): string => {
    const key = componentName(name);
    if (!schemas.has(key)) {
      const { $schema: _, $defs = {}, ...root } = contracts.jsonSchemaOf(name);
      const inDocument = (schema: JsonSchema): JsonSchema =>
        rewriteReferences(schema, (reference) => componentReference(reference, name)) as JsonSchema;
      schemas.set(key, inDocument(root));
      for (const [inner, schema] of Object.entries($defs as { readonly [inner: string]: JsonSchema }))
        schemas.set(componentName(inner), inDocument(schema));
    }
    return `#/components/schemas/${key}`;
  };
  const references: References = { type: add, component: (path) => `#/components/${path}` };
  const pathItemOf = createPathItems(bundle);
  const byPath = Map.groupBy(bundle.routes, ({ path }) => path);
  const document = openApiDocument(bundle, bundle.hash, (path) => pathItemOf(byPath.get(path) ?? []).describe(references));
  const { schemas: common, ...components } = document['components'] as { readonly [kind: string]: Part };
  return {
    ...document,
    components: { ...components, schemas: { ...common, ...Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))) } },
  };
};

/** The names of components are letters, digits, `.`, `-` and `_`. */
const componentName = (name: string): string => name.replaceAll(/[^A-Za-z0-9._-]/g, '.');

const componentReference = (reference: string, root: string): string =>
  `#/components/schemas/${reference === '#' ? componentName(root) : componentName(reference.replace('#/$defs/', ''))}`;
