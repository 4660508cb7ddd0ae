import { type ContractSet, loadContracts } from '@vyarna/loader';
import { type Files, smallContract, writeRepository } from '@vyarna/loader/testing';
import { describe, expect, test } from 'vitest';
import { contractContent } from './contract-content.ts';

const load = (files: Files): ContractSet['bundle'] => {
  const { root, remove } = writeRepository(files);
  const { set, findings } = loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
  remove();
  if (set === null) throw new Error(JSON.stringify(findings));
  return set.bundle;
};

const FOLDERS = ['shop', 'mail', 'engine', 'edge'];
const before = load(smallContract);
const SHOP = 'contracts/shop/asyncapi.yaml';

/** The applications that see a change of one file. */
const affected = (file: string, from: string | RegExp, to: string): readonly string[] => {
  const text = smallContract[file] ?? '';
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  const after = load({ ...smallContract, [file]: changed });
  return FOLDERS.filter((folder) => JSON.stringify(contractContent(before, folder)) !== JSON.stringify(contractContent(after, folder)));
};

describe('a change of a contract is seen', () => {
  test.each([
    [
      'a field of a request that a flow calls and a route takes',
      'contracts/shop/schemas/place-order.avsc',
      '"minimum": 1',
      '"minimum": 2',
      ['shop', 'engine', 'edge'],
    ],
    [
      'a field of a request with a route, which no flow calls but by name',
      'contracts/shop/schemas/get-order.avsc',
      'Only these.',
      'Just these.',
      ['shop', 'engine', 'edge'],
    ],
    ['a type inside a type that many use, by all of them', 'contracts/shop/schemas/card.avsc', '"maxLength": 4', '"maxLength": 5', FOLDERS],
    ['the settings of an event, by those who send and receive it', SHOP, 'retention.ms: 86400000', 'retention.ms: 86400001', ['shop', 'mail']],
    ['a group, by its application', 'contracts/mail/asyncapi.yaml', 'mail-receipts', 'mail-paper', ['mail']],
    ['a snapshot, by its service', SHOP, 'retentionMonths: 36', 'retentionMonths: 12', ['shop']],
    [
      'a title of the catalogue of errors, where errors go over HTTP or into flows',
      'contracts/types/errors.yaml',
      'Nothing is left.',
      'All gone.',
      ['engine', 'edge'],
    ],
    ['the envelope, by everybody', 'contracts/types/envelope.yaml', 'format: uuid', 'minLength: 1', FOLDERS],
    [
      'the shared error reply, by all but who never answers',
      'contracts/types/schemas/error-reply.avsc',
      '"type": "string"',
      '"type": "string", "maxLength": 9',
      ['shop', 'engine', 'edge'],
    ],
    ['the number of reply topics, by all who may answer there', 'contracts/edge/asyncapi.yaml', "['0', '1']", "['0', '1', '2']", FOLDERS],
    [
      'what starts a flow, by who runs it and who tells its late answers',
      'flow-manager/flows/shop/place-order.yaml',
      'call: getOrder',
      'call: placeOrder',
      ['engine', 'edge'],
    ],
  ])('%s', (_, file, from, to, expected) => {
    expect(affected(file, from, to)).toEqual(expected);
  });

  test('a comment is no change', () => {
    const after = load({ ...smallContract, [SHOP]: `# A remark.\n${smallContract[SHOP]}` });
    for (const folder of FOLDERS) expect(contractContent(after, folder)).toEqual(contractContent(before, folder));
  });
});

test('a folder without contracts has no content', () => {
  expect(contractContent(before, 'nowhere')).toBeUndefined();
});
