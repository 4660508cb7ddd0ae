const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const COMMA = 44;

/** The first key that an object in a JSON text has twice, of which JSON.parse takes the last in silence. The text must be JSON. */
export function repeatedKey(text: string): string | undefined {
  // Of each object that is open its keys; of a list nothing.
  const open: (Set<string> | null)[] = [];
  let isKeyNext = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (isKeyNext && keys !== undefined && keys !== null) {
        const written = text.slice(at, end + 1);
        const key = written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1);
        if (keys.has(key)) return key;
        keys.add(key);
        isKeyNext = false;
      }
      at = end;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      open.push(code === OPEN_OBJECT ? new Set() : null);
      isKeyNext = code === OPEN_OBJECT;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) open.pop();
    else if (code === COMMA) isKeyNext = open.at(-1) !== null;
  }
  return undefined;
}

/** A quote after an even number of backslashes. */
function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
}
