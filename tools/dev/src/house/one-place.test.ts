import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '@vyarna/contract';
import { describe, expect, test } from 'vitest';
import { handWrittenSources, repository } from './sources.ts';

const bundle = JSON.parse(readFileSync(join(repository, 'generated/bundle.json'), 'utf8')) as Bundle;
/** Comments may name what code may not. */
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

const programs = handWrittenSources()
  .filter((source) => !source.isTest)
  .map((source) => ({ ...source, text: withoutComments(source.text) }));
const outsideMessaging = programs.filter((source) => !source.path.startsWith('libs/messaging/'));

/** `gateway.replies.{slot}` counts as named by its fixed part too. */
const topics = Object.values(bundle.channels).flatMap(({ address }) => (address === null ? [] : [address.replace(/\.?\{.*$/, '')]));

export const topicsNamed = (text: string): string[] =>
  topics.filter((topic) => new RegExp(`['"\`]${topic.replaceAll('.', '\\.')}(?:['"\`]|\\.[\\d$])`).test(text));

export const headersNamed = (text: string): string[] => [...new Set(text.match(/\bce_[a-z]+\b/g) ?? [])];

interface Shape {
  readonly name: string;
  readonly fields: string;
}

const shapeOf = (name: string, fields: readonly string[]): Shape => ({ name, fields: [...fields].sort().join() });

const recordShapes = Object.entries(bundle.types).flatMap(([name, { schema }]) => {
  const fields = (schema as { readonly fields?: readonly { readonly name: string }[] }).fields ?? [];
  return fields.length < 2
    ? []
    : [
        shapeOf(
          name,
          fields.map((field) => field.name),
        ),
      ];
});

/** Object types written in code, flat ones only: what a copied payload shape looks like. */
const declaredShapes = (text: string): Shape[] =>
  [...text.matchAll(/(?:interface\s+(\w+)[^{;=]*|type\s+(\w+)[^{;]*=\s*)\{([^{}]*)\}/g)].map((match) =>
    shapeOf(
      match[1] ?? match[2] ?? '',
      [...(match[3] ?? '').matchAll(/^\s*(?:readonly\s+)?(\w+)\??:/gm)].map((field) => field[1] ?? ''),
    ),
  );

export const shapesRepeated = (text: string): string[] =>
  declaredShapes(text).flatMap((declared) =>
    recordShapes.filter((record) => record.fields === declared.fields).map((record) => `${declared.name} repeats ${record.name}`),
  );

const offences = (sources: typeof programs, find: (text: string) => readonly string[]): string[] =>
  sources.flatMap(({ path, text }) => find(text).map((offence) => `${path}: ${offence}`));

describe('each fact of a contract has one place', () => {
  test('no hand-written code names a topic', () => {
    expect(offences(programs, topicsNamed)).toEqual([]);
  });

  test('no hand-written code outside libs/messaging names a message header', () => {
    expect(offences(outsideMessaging, headersNamed)).toEqual([]);
  });

  test('no hand-written code repeats the shape of a payload', () => {
    expect(offences(outsideMessaging, shapesRepeated)).toEqual([]);
  });

  test('a planted topic, header and shape are each seen', () => {
    expect(topicsNamed("const topic = 'create-operator-entity';")).toEqual(['create-operator-entity']);
    expect(topicsNamed('const topic = `gateway.replies.${slot}`;')).toEqual(['gateway.replies']);
    expect(withoutComments("/** `ce_type` */ const url = 'a://b'; // ce_id")).toBe(" const url = 'a://b';");
    expect(headersNamed("headers['ce_replyto']")).toEqual(['ce_replyto']);
    expect(shapesRepeated('interface Mine {\n  readonly operatorId: string;\n  email: string;\n  displayName?: string;\n}')).toEqual([
      'Mine repeats vyarna.operator.CreateOperator',
    ]);
  });
});
