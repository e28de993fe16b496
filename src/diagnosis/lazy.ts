/** A value that is made when it is first asked for, and then kept. */
export function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Remembers what is made from an immutable object and a word, for as long as the object lives. */
export function memoize<Source extends object, Word extends string, Value>(
  make: (source: Source, word: Word) => Value,
): (source: Source, word: Word) => Value {
  const memory = new WeakMap<Source, Map<Word, { readonly value: Value }>>();
  return (source, word) => {
    const words = memory.get(source) ?? new Map<Word, { readonly value: Value }>();
    memory.set(source, words);
    const made = words.get(word) ?? { value: make(source, word) };
    words.set(word, made);
    return made.value;
  };
}
