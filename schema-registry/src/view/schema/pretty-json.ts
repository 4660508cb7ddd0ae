/** Deeper lines are not moved further: a hostile schema is nested thousands deep. */
const MAX_INDENT = 40;

/** Valid JSON over lines, two spaces a level. Only white space is changed: numbers stay as they are written, as do keys given twice. */
export const prettyJson = (text: string): string => {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  const parts: string[] = [];
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(Math.min(depth, MAX_INDENT))}`;
  for (const [index, token] of tokens.entries()) {
    const isEmpty = (closing: string): boolean => tokens[index + 1] === closing;
    if (token === '{' || token === '[') {
      depth += 1;
      parts.push(token, isEmpty(token === '{' ? '}' : ']') ? '' : line());
    } else if (token === '}' || token === ']') {
      depth -= 1;
      const opening = token === '}' ? '{' : '[';
      parts.push(tokens[index - 1] === opening ? '' : line(), token);
    } else if (token === ',') parts.push(',', line());
    else if (token === ':') parts.push(': ');
    else parts.push(token);
  }
  return parts.join('');
};
