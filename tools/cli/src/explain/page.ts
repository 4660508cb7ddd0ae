import type { MessageTree, Party } from './topic.ts';
import { typeLines } from './type-text.ts';

/** The parts that pages for people are made of. */

export type Fact = readonly [name: string, value: string | null | undefined];

/** Facts in two columns; one without a value is left out. */
export const factLines = (facts: readonly Fact[]): readonly string[] =>
  facts.flatMap(([name, value]) => (value ? [`  ${name.padEnd(12)} ${value}`] : []));

/** Nothing where there are no lines. */
export const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

/** What is not empty, with commas between. */
export const listed = (parts: readonly string[], separator = ', '): string => parts.filter((part) => part !== '').join(separator);

export const partyText = ({ app, operation, group, deadLetterTopic, from }: Party): string => {
  const facts = [group === null ? '' : `group ${group}`, deadLetterTopic === undefined ? '' : `dead letters on ${deadLetterTopic}`];
  return `${listed([`${app}: ${operation}`, ...facts])} (${from})`;
};

export const answerText = ({ name, payload }: MessageTree): string => (payload === null ? name : `${name}: ${payload.name}`);

/** Messages of one page; a type that several of them hold is printed once. */
export const messageLines = (messages: readonly MessageTree[]): readonly string[] => {
  const printed = new Set<string>();
  return messages.flatMap(({ name, summary, subjects, payload }) => [
    '',
    `Message ${name}${summary === '' ? '' : `: ${summary}`}`,
    `Subject ${subjects.join(', ')}`,
    ...(payload === null ? [] : ['', ...typeLines(payload, printed)]),
  ]);
};
