/** OpenAPI 3.1 for the routes of a bundle. Loads nothing of the route runtime. */
export { openApiDocument, selfContainedOpenApi } from './document.ts';
export { createPathItems, type PathItem } from './path-item.ts';
export type { DescriptionSource, MessageExample, Part, References } from './types.ts';
