import type { Command } from './command.ts';
import { labelOf } from './parse.ts';

/** What `vyarna NAME --help` prints. */
export const helpOf = (name: string, { summary, arguments: declared = [], options = {}, notes }: Command): string => {
  const words = declared.map((argument) =>
    argument.optional || argument.multiple ? `[${labelOf(argument)}${argument.multiple ? '...' : ''}]` : labelOf(argument),
  );
  const optionRows = Object.entries(options).map(([option, { value, choices, short, summary: text }]): Row => {
    const flag = `${short === undefined ? '' : `-${short}, `}--${option}`;
    return [value === undefined ? flag : `${flag} ${choices?.join('|') ?? value}`, text];
  });
  const argumentRows = declared.map((argument): Row => [labelOf(argument), argument.summary]);
  const rows: readonly Row[] = [...argumentRows, ...optionRows];
  const width = Math.min(WIDEST, Math.max(0, ...rows.map(([left]) => left.length)));
  const usage = [`Usage: vyarna ${name}`, ...words, ...(optionRows.length === 0 ? [] : ['[options]'])].join(' ');
  return [`vyarna ${name}: ${summary}`, usage, rows.map((row) => lineOf(row, width)).join('\n'), notes]
    .filter((part) => part !== undefined && part !== '')
    .join('\n\n');
};

type Row = readonly [left: string, right: string];

const WIDEST = 24;

const lineOf = ([left, right]: Row, width: number): string =>
  left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`;
