import type { SchemaNode } from '@vyarna/avro';
import {
  boolCoreTag,
  constructFromEvents,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';

const CORE_TAGS = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag];

/** The characters that a value other than text may begin with. */
const FIRST = new Set(CORE_TAGS.flatMap(({ implicitFirstChars }) => implicitFirstChars ?? []));

/**
 * A scalar as a node: by its tag, else text where it is quoted, else what YAML's core schema says. Throws the library's YAMLException where the value
 * does not fit its tag.
 */
export const scalarNode = (source: string, event: ScalarEvent, offset: number): SchemaNode => {
  const text = getScalarValue(source, event);
  if (event.tagStart >= 0) return valueNode(tagged(source, event), offset, text);
  if (event.style !== SCALAR_STYLE.PLAIN) return { kind: 'string', offset, value: text };
  return valueNode(resolvePlain(text), offset, text);
};

const tagged = (source: string, event: ScalarEvent): unknown => {
  const document: Event = { type: EVENT_ID.DOCUMENT, explicitStart: false, explicitEnd: false, directives: [] };
  return constructFromEvents([document, { ...event, anchorStart: -1, anchorEnd: -1 }, { type: EVENT_ID.POP }], { source })[0];
};

/** What a plain scalar means in YAML's core schema. */
const resolvePlain = (text: string): unknown => {
  if (!FIRST.has(text.charAt(0))) return text;
  for (const tag of CORE_TAGS) {
    const value = tag.resolve(text, false, tag.tagName);
    if (value !== NOT_RESOLVED) return value;
  }
  return text;
};

const valueNode = (value: unknown, offset: number, text: string): SchemaNode => {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', offset, value };
    case 'number':
      return { kind: 'number', offset, value, text };
    case 'boolean':
      return { kind: 'boolean', offset, value };
    default:
      return { kind: 'null', offset, value: null };
  }
};
