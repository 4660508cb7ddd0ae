import type { RuleInfo } from './rule.ts';

const trap = (id: string, why: string, hint: string): RuleInfo => ({ id, level: 'MINIMAL', theme: 'TRAPS', severity: 'error', why, hint });

/** What can be read, but surely not as its author meant it. The loader and the Avro front end find the first ones, whatever the settings are. */
export const TRAPS: readonly RuleInfo[] = [
  trap('DUPLICATE_ALIAS', 'A reader takes the first type or field of an alias; the second is never found by it.', 'Give each alias once.'),
  trap('EMPTY_UNION', 'A union without branches has no value, so nothing that holds one can be written.', 'Name a type that it may be.'),
  trap(
    'ENDLESS_RECURSION',
    'No value can be written of a record that must hold itself, and none checked by a schema that is a part of itself.',
    'Make the inner one optional, or a list; give what two schemas have in common a schema of its own.',
  ),
  trap(
    'FLOW_FIELD_NEVER_SET',
    'A test for a field that is never there decides nothing: it is always false.',
    'Correct the name, or remove the test.',
  ),
  trap('FLOW_UNREACHABLE_TASK', 'A task that no way leads to never runs.', 'Name it in a then, or remove it.'),
  trap('IGNORED_ATTRIBUTE', 'Avro reads the attribute elsewhere only, so here it does nothing.', 'Move it to where it is read.'),
  trap('INVALID_CONSTRAINT', 'A constraint that no value, or every value, meets checks nothing that its author meant.', 'Correct the constraint.'),
  trap(
    'INVALID_LOGICAL_TYPE',
    'Avro overlooks a logical type on the wrong base, and readers get a bare number or bytes.',
    'Put it on the type it belongs to.',
  ),
  trap('MISSPELT_ATTRIBUTE', 'A misspelt attribute is overlooked without a word.', 'Correct the name.'),
  trap('MISSPELT_KEYWORD', 'A misspelt keyword of JSON Schema binds nothing.', 'Correct the name.'),
  trap('UNFIT_DEFAULT', 'A default that breaks the constraints of its own field is refused as soon as it is used.', 'Give a default that fits.'),
  trap('UNKNOWN_LOGICAL_TYPE', 'Avro overlooks a logical type that it does not know.', 'Correct the name.'),
  trap('EXAMPLE_UNREADABLE', 'An example that cannot be read shows nothing.', 'Write one Message Example Object: name, summary, headers, payload.'),
  trap('EXAMPLE_SHAPE', 'Tools show the members of a Message Example Object only; others are lost.', 'Write name, summary, headers and payload.'),
  trap(
    'EXAMPLE_UNFIT',
    'An example that does not fit its contract is copied by whoever trusts it, and refused.',
    'Correct the example, or the contract.',
  ),
  trap('EXAMPLE_OF_NOTHING', 'An example in a folder of no message is never shown or checked.', 'Name the folder as the message, in kebab-case.'),
];
