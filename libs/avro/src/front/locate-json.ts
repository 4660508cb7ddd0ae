/** Reads valid JSON as a tree with the place of every part. That the text is valid is not checked again: `JSON.parse` does that far faster. */
import type { SchemaEntry, SchemaNode } from './schema-node.ts';

/** Thrown where a container lies deeper than was asked for. */
export class TooDeep {
  readonly offset: number;

  constructor(offset: number) {
    this.offset = offset;
  }
}

export const locateJson = (text: string, maxDepth: number): SchemaNode => {
  let at = 0;
  let depth = 0;
  // Where the next backslash is, so that most strings are taken as they stand.
  let backslash = text.indexOf('\\');

  /** Gives the first character that is no space. */
  const next = (): number => {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== SPACE && code !== LINE_FEED && code !== RETURN && code !== TAB) return code;
      at++;
    }
  };

  const value = (): SchemaNode => {
    const code = next();
    const offset = at;
    switch (code) {
      case OPEN_BRACE:
        return object(offset);
      case OPEN_BRACKET:
        return array(offset);
      case QUOTE:
        return { kind: 'string', offset, value: string() };
      case T:
        at += 'true'.length;
        return { kind: 'boolean', offset, value: true };
      case F:
        at += 'false'.length;
        return { kind: 'boolean', offset, value: false };
      case N:
        at += 'null'.length;
        return { kind: 'null', offset, value: null };
      default: {
        while (isOfNumber(text.charCodeAt(at))) at++;
        const written = text.slice(offset, at);
        return { kind: 'number', offset, value: Number(written), text: written };
      }
    }
  };

  const object = (offset: number): SchemaNode => {
    const entries: SchemaEntry[] = [];
    enter();
    while (next() !== CLOSE_BRACE) {
      const start = at;
      const key = string();
      next();
      at++;
      entries.push({ key, offset: start, value: value() });
      if (next() === COMMA) at++;
    }
    leave();
    return { kind: 'object', offset, entries };
  };

  const array = (offset: number): SchemaNode => {
    const items: SchemaNode[] = [];
    enter();
    while (next() !== CLOSE_BRACKET) {
      items.push(value());
      if (next() === COMMA) at++;
    }
    leave();
    return { kind: 'array', offset, items };
  };

  const enter = (): void => {
    if (++depth > maxDepth) throw new TooDeep(at);
    at++;
  };

  const leave = (): void => {
    depth--;
    at++;
  };

  const string = (): string => {
    const start = at;
    let end = text.indexOf('"', start + 1);
    if (backslash >= 0 && backslash < start) backslash = text.indexOf('\\', start);
    if (backslash < 0 || backslash > end) {
      at = end + 1;
      return text.slice(start + 1, end);
    }
    while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
    at = end + 1;
    return JSON.parse(text.slice(start, at)) as string;
  };

  return value();
};

/** Whether an odd number of backslashes stands before a quote. */
const isEscaped = (text: string, quote: number): boolean => {
  let start = quote;
  while (text.charCodeAt(start - 1) === BACKSLASH) start--;
  return (quote - start) % 2 === 1;
};

const [TAB, LINE_FEED, RETURN, SPACE, QUOTE, PLUS, COMMA, MINUS, POINT] = [0x09, 0x0a, 0x0d, 0x20, 0x22, 0x2b, 0x2c, 0x2d, 0x2e];
const [ZERO, NINE, E, OPEN_BRACKET, BACKSLASH, CLOSE_BRACKET] = [0x30, 0x39, 0x45, 0x5b, 0x5c, 0x5d];
const [SMALL_E, F, N, T, OPEN_BRACE, CLOSE_BRACE] = [0x65, 0x66, 0x6e, 0x74, 0x7b, 0x7d];

const isOfNumber = (code: number): boolean =>
  (code >= ZERO && code <= NINE) || code === MINUS || code === POINT || code === PLUS || code === SMALL_E || code === E;
