import { camelCase, pascalCase } from '@vyarna/loader';
import { inFile, type Rule } from '../rule.ts';

const PASCAL = /^[A-Z][A-Za-z0-9]*$/;
const CAMEL = /^[a-z][A-Za-z0-9]*$/;
const UPPER_SNAKE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

const upperSnake = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const type: Rule = {
  id: 'TYPE_PASCAL_CASE',
  level: 'BASIC',
  theme: 'NAMING',
  severity: 'error',
  why: 'Records, enums and fixed become types in code, which are written like this in every language we generate.',
  hint: 'Rename it before it is released; later, with an alias.',
  type({ type: { kind, shortName, position }, file }, _, report) {
    if (PASCAL.test(shortName)) return;
    report(inFile(file, position), `The ${kind} ${shortName} must be in PascalCase, such as ${pascalCase(shortName)}.`);
  },
};

const field: Rule = {
  id: 'FIELD_CAMEL_CASE',
  level: 'BASIC',
  theme: 'NAMING',
  severity: 'error',
  why: 'One spelling of field names spares every reader, query and flow from remembering which one it is here.',
  hint: 'Rename it before it is released; later, with an alias.',
  field({ field: { name, position }, record, file }, _, report) {
    if (CAMEL.test(name)) return;
    report(inFile(file, position), `The field ${record.shortName}.${name} must be in camelCase, such as ${lowerFirst(camelCase(name))}.`);
  },
};

const symbol: Rule = {
  id: 'SYMBOL_UPPER_SNAKE_CASE',
  level: 'BASIC',
  theme: 'NAMING',
  severity: 'error',
  why: 'Symbols are compared as texts, so two spellings of one are a comparison that never holds.',
  hint: 'Rename them before they are released: a released symbol stays.',
  type({ type: named, file }, _, report) {
    if (named.kind !== 'enum') return;
    const others = named.symbols.filter((name) => !UPPER_SNAKE.test(name));
    if (others.length === 0) return;
    const [be, first] = [others.length === 1 ? 'must be' : 'must each be', others[0] ?? ''];
    report(
      inFile(file, named.position),
      `${others.join(', ')} of the enum ${named.shortName} ${be} in UPPER_SNAKE_CASE, such as ${upperSnake(first)}.`,
    );
  },
};

const channelId: Rule = {
  id: 'CHANNEL_ID_CAMEL_CASE',
  level: 'BASIC',
  theme: 'NAMING',
  severity: 'error',
  why: 'The id of a channel becomes a name in generated code.',
  hint: 'Rename it in this document and in the documents that refer to it.',
  channel({ id, place }, _, report) {
    if (!CAMEL.test(id)) report(place, `The channel id ${id} must be in camelCase, such as ${lowerFirst(camelCase(id))}.`);
  },
};

const operationId: Rule = {
  id: 'OPERATION_ID_CAMEL_CASE',
  level: 'BASIC',
  theme: 'NAMING',
  severity: 'error',
  why: 'The id of an operation becomes a function in generated code and is what flows call.',
  hint: 'Rename it here and in the flows that call it.',
  operation({ key, place }, _, report) {
    if (!CAMEL.test(key)) report(place, `The operation id ${key} must be in camelCase, such as ${lowerFirst(camelCase(key))}.`);
  },
};

const messageId: Rule = {
  id: 'MESSAGE_ID_PASCAL_CASE',
  level: 'BASIC',
  theme: 'NAMING',
  severity: 'error',
  why: 'The key of a message becomes a type in generated code.',
  hint: 'Rename it in this document and in the documents that refer to it.',
  message({ key, place }, _, report) {
    if (!PASCAL.test(key)) report(place, `The message ${key} must be in PascalCase, such as ${pascalCase(key)}.`);
  },
};

const WORD = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*';
const MESSAGE_NAME = new RegExp(`^(${WORD})\\.${WORD}\\.${WORD}\\.v[1-9]\\d*$`);

const messageName: Rule = {
  id: 'MESSAGE_NAME_FORM',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'The name of a message is its type in the envelope: logs, flows and partners choose by it.',
  hint: 'Write <domain>.<entity>.<verb>.v1, with the folder of its application as the domain.',
  message({ place, traits }, model, report) {
    const { sources, set } = model;
    const at = [place, ...traits.toReversed()].map((layer) => sources.get(layer, 'name')).find((name) => name !== undefined);
    const name = model.text(at);
    if (at === undefined || name === undefined) {
      report(place, 'A message must have a "name": it becomes the type of the event.', 'Such as operator.operator.create.v1.');
      return;
    }
    const domain = MESSAGE_NAME.exec(name)?.[1];
    const folder = set.folderOf(place.file).split('/').at(-1) ?? '';
    if (domain === undefined) report(at, `The message name ${name} does not have the form <domain>.<entity>.<verb>.v1.`);
    else if (domain !== folder && folder !== '') report(at, `The message name ${name} begins with ${domain}, but it belongs to ${folder}.`);
  },
};

const permission: Rule = {
  id: 'PERMISSION_NAME',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'Whoever gives out permissions reads their names only.',
  hint: 'Write can-<verb>-<thing>, such as can-create-operator.',
  channel(channel, model, report) {
    const { permission: name, key } = channel.model;
    const at = model.fact(channel, 'permission');
    if (name === null || at === undefined || /^can-[a-z]+(-[a-z0-9]+)+$/.test(name)) return;
    report(at, `The permission ${name} of ${key} does not have the form can-<verb>-<thing>.`);
  },
};

export const nameRules: readonly Rule[] = [type, field, symbol, channelId, operationId, messageId, messageName, permission];
