/** Columns of a line, as the formatter of hand-written code has it. */
export const LINE_WIDTH = 150;

const wrapped = (line: string, width: number): readonly string[] => {
  if (line.length <= width) return [line];
  const indent = /^\s*(?:- )?/.exec(line)?.[0].replaceAll('-', ' ') ?? '';
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = indent + word;
    } else current = current === '' && lines.length === 0 ? word : `${current} ${word}`;
  }
  return [...lines, current];
};

/** A documentation comment of the lines; empty without any. `indent` is how far it will be moved to the right. */
export const docComment = (lines: readonly string[], indent = 0): string => {
  const text = lines
    .flatMap((line) => line.split(/\r\n|\r|\n/))
    // What would end the comment early is escaped.
    .map((line) => line.trimEnd().replaceAll('*/', '*\\/'))
    .join('\n')
    .trim();
  if (text === '') return '';
  const [only = '', ...more] = text.split('\n');
  if (more.length === 0 && indent + only.length + 7 <= LINE_WIDTH) return `/** ${only} */\n`;
  const body = [only, ...more].flatMap((line) => wrapped(line, LINE_WIDTH - indent - 3)).map((line) => ` * ${line}`.trimEnd());
  return `/**\n${body.join('\n')}\n */\n`;
};
