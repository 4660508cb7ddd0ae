/** What a function says of a text, found once for each: contracts use the same words again and again. */
export const once = <Value>(find: (text: string) => Value): ((text: string) => Value) => {
  const found = new Map<string, Value>();
  return (text) => {
    let value = found.get(text);
    if (value === undefined) {
      value = find(text);
      found.set(text, value);
    }
    return value;
  };
};
