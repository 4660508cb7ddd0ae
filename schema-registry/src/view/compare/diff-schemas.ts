/** Two versions of a schema, type by type and member by member. */
import type { Member, SchemaDescription, TypeDescription } from '../schema/describe-schema.ts';
import type { Fact } from '../schema/facts.ts';
import { textOf } from '../schema/type-words.ts';
import { type Aligned, align } from './align.ts';

export type State = 'same' | 'changed' | 'renamed' | 'added' | 'removed';

export interface MemberPair extends Aligned<Member> {
  readonly state: State;
}

export interface TypePair extends Aligned<TypeDescription> {
  /** Of the type and its members together. */
  readonly state: State;
  /** Of the type itself, whatever became of its members. */
  readonly ownState: State;
  readonly members: readonly MemberPair[];
  /** Whether members that both have stand in another order. */
  readonly isReordered: boolean;
}

export const diffSchemas = (older: SchemaDescription, newer: SchemaDescription): readonly TypePair[] =>
  align(older.types, newer.types, rootsOf(older, newer)).map((pair) => {
    const members = align(pair.older?.members ?? [], pair.newer?.members ?? []).map((each) => ({ ...each, state: stateOf(each, isSameMember) }));
    const ownState = stateOf(pair, isSameType);
    const state = ownState === 'same' && members.some((member) => member.state !== 'same') ? 'changed' : ownState;
    return { ...pair, state, ownState, members, isReordered: isReordered(pair) };
  });

/** What a value is stays comparable when its type got another name. */
const rootsOf = (older: SchemaDescription, newer: SchemaDescription): ReadonlyMap<string, string> => {
  const [was, is] = [older, newer].map(({ root }) => root[0]);
  return new Map(typeof was === 'object' && typeof is === 'object' ? [[is.name, was.name]] : []);
};

const stateOf = <Item extends { readonly name: string }>({ older, newer }: Aligned<Item>, isSame: (was: Item, is: Item) => boolean): State => {
  if (older === undefined) return 'added';
  if (newer === undefined) return 'removed';
  if (older.name !== newer.name) return 'renamed';
  return isSame(older, newer) ? 'same' : 'changed';
};

const isSameMember = (was: Member, is: Member): boolean => textOf(was.type ?? []) === textOf(is.type ?? []) && areSameFacts(was.facts, is.facts);

const isSameType = (was: TypeDescription, is: TypeDescription): boolean => was.kind === is.kind && areSameFacts(was.facts, is.facts);

const areSameFacts = (was: readonly Fact[], is: readonly Fact[]): boolean => JSON.stringify(was) === JSON.stringify(is);

const isReordered = ({ older, newer }: Aligned<TypeDescription>): boolean => {
  const names = (members: readonly Member[] = []): Set<string> => new Set(members.map(({ name }) => name));
  const [was, is] = [names(older?.members), names(newer?.members)];
  return [...was].filter((name) => is.has(name)).join() !== [...is].filter((name) => was.has(name)).join();
};
