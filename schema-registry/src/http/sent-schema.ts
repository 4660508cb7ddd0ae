import { CODES, Refusal } from '../registry/refusal.ts';
import type { Metadata, Reference, Rule, RuleSet, SentSchema } from '../registry/schema.ts';
import { ENVIRONMENTS, RULE_KINDS } from '../registry/schema.ts';
import { badRequest } from './http-error.ts';
import {
  compact,
  demandMembers,
  readFlag,
  readObject,
  readObjects,
  readText,
  readTextMap,
  readTexts,
  readTextsMap,
  readWhole,
} from './read-members.ts';

type Members = Readonly<Record<string, unknown>>;

/** Members that Confluent's server knows and this one does not carry out: taken in silence they would be a lie. */
const NOT_TAKEN = ['schemaTagsToAdd', 'schemaTagsToRemove', 'propagateSchemaTags'];

/** What answers have beside: clients that send back what they got mean nothing by it. */
const OF_ANSWERS = ['subject', 'guid', 'ts', 'deleted'];
const READ = ['schema', 'schemaType', 'references', 'metadata', 'ruleSet', 'id', 'version'];
export const SENT_MEMBERS: readonly string[] = [...READ, ...NOT_TAKEN, ...OF_ANSWERS];

/** Reads the body of a registration, a look-up or a check. Throws an HttpError (400) for members of the wrong kind, a Refusal for some not taken. */
export function readSentSchema(body: Members): SentSchema {
  for (const name of NOT_TAKEN) {
    const value = body[name] ?? false;
    if (value === false || (Array.isArray(value) && value.length === 0)) continue;
    throw new Refusal(CODES.unprocessable, `${name} is not taken by this registry: write the tags into the schema, as confluent:tags.`);
  }
  const version = readWhole(body, 'version', '');
  const id = readWhole(body, 'id', '');
  return {
    schema: readText(body, 'schema', '') ?? '',
    ...compact({ schemaType: readText(body, 'schemaType', '') }),
    references: (readObjects(body, 'references', '') ?? []).map((reference, index) => readReference(reference, `references[${index}].`)),
    metadata: readMetadata(body, 'metadata'),
    ruleSet: readRuleSet(body, 'ruleSet'),
    // 0 and -1 are what clients send that do not mean to say.
    id: id === undefined || id < 0 ? undefined : id,
    version: version === 0 ? undefined : version,
  };
}

function readReference(reference: Members, path: string): Reference {
  demandMembers(reference, ['name', 'subject', 'version'], path);
  const name = readText(reference, 'name', path);
  const subject = readText(reference, 'subject', path);
  const version = readWhole(reference, 'version', path);
  if (!name || !subject || version === undefined) {
    throw new Refusal(CODES.invalidSchema, `Invalid schema: ${path.slice(0, -1)} must have a name, a subject and a version.`);
  }
  return { name, subject, version };
}

export function readMetadata(members: Members, name: string): Metadata | undefined {
  const metadata = readObject(members, name, '');
  if (metadata === undefined) return undefined;
  demandMembers(metadata, ['tags', 'properties', 'sensitive'], `${name}.`);
  return compact({
    tags: readTextsMap(metadata, 'tags', `${name}.`),
    properties: readTextMap(metadata, 'properties', `${name}.`),
    sensitive: readTexts(metadata, 'sensitive', `${name}.`),
  });
}

export function readRuleSet(members: Members, name: string): RuleSet | undefined {
  const ruleSet = readObject(members, name, '');
  if (ruleSet === undefined) return undefined;
  demandMembers(ruleSet, [...RULE_KINDS, 'enableAt'], `${name}.`);
  const rules = (kind: string): readonly Rule[] | undefined =>
    readObjects(ruleSet, kind, `${name}.`)?.map((rule, index) => readRule(rule, `${name}.${kind}[${index}].`));
  return compact({
    migrationRules: rules('migrationRules'),
    domainRules: rules('domainRules'),
    encodingRules: rules('encodingRules'),
    enableAt: readOneOf(ruleSet, 'enableAt', ENVIRONMENTS, `${name}.`),
  });
}

const RULE_MEMBERS = ['name', 'doc', 'kind', 'mode', 'type', 'tags', 'params', 'expr', 'onSuccess', 'onFailure', 'disabled'];
const KINDS = ['TRANSFORM', 'CONDITION'] as const;
const MODES = ['UPGRADE', 'DOWNGRADE', 'UPDOWN', 'WRITE', 'READ', 'WRITEREAD'] as const;

function readRule(rule: Members, path: string): Rule {
  demandMembers(rule, RULE_MEMBERS, path);
  const name = readText(rule, 'name', path);
  const type = readText(rule, 'type', path);
  if (!name || !type) throw new Refusal(CODES.invalidRuleSet, `The rule ${path.slice(0, -1)} must have a name and a type.`);
  return {
    name,
    ...compact({
      doc: readText(rule, 'doc', path),
      kind: readOneOf(rule, 'kind', KINDS, path),
      mode: readOneOf(rule, 'mode', MODES, path),
    }),
    type,
    ...compact({
      tags: readTexts(rule, 'tags', path),
      params: readTextMap(rule, 'params', path),
      expr: readText(rule, 'expr', path),
      onSuccess: readText(rule, 'onSuccess', path),
      onFailure: readText(rule, 'onFailure', path),
      disabled: readFlag(rule, 'disabled', path),
    }),
  };
}

function readOneOf<Value extends string>(members: Members, name: string, values: readonly Value[], path: string): Value | undefined {
  const text = readText(members, name, path);
  const found = values.find((value) => value === text);
  if (text === undefined || found !== undefined) return found;
  throw badRequest(`${path}${name} must be one of ${values.join(', ')}, not ${JSON.stringify(text)}.`);
}
