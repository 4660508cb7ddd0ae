const QUOTE = 34;
const BACKSLASH = 92;

/** JSON without the white space between its tokens, as Confluent's registry keeps schemas; nothing else of it changes. The text must be JSON. */
export function compactJson(text: string): string {
  let made = '';
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = afterString(text, at);
    else if (isSpace(code)) {
      made += text.slice(from, at);
      while (isSpace(text.charCodeAt(at))) at += 1;
      from = at;
    } else at += 1;
  }
  return from === 0 ? text : made + text.slice(from);
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

function afterString(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at + 1;
  }
  return text.length;
}
