import type { JsonSchema } from './avro-json.ts';

interface Member {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/**
 * An object of these members and no other. Ajv passes over a property `__proto__` in `properties` and takes the prototype that every object
 * has for a given one in `required`, so that member is described by patterns of its name.
 */
export const closedObject = (members: readonly Member[]): JsonSchema => {
  const odd = members.find(({ name }) => name === '__proto__');
  const plain = members.filter((member) => member !== odd);
  return {
    type: 'object',
    properties: Object.fromEntries(plain.map(({ name, schema }) => [name, schema])),
    ...(odd === undefined ? {} : { patternProperties: { '^__proto__$': odd.schema } }),
    required: plain.filter(({ required }) => required).map(({ name }) => name),
    ...(odd?.required === true ? { not: { propertyNames: { not: { const: odd.name } } } } : {}),
    additionalProperties: false,
  };
};
