/** A value that is computed on first use and then kept. */
export function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Caches what is computed from an immutable object, for as long as the object lives. */
export function remember<Source extends object, Value>(
  make: (source: Source) => Value,
): (source: Source) => Value {
  const memory = new WeakMap<Source, { readonly value: Value }>();
  return (source) => {
    const known = memory.get(source);
    if (known !== undefined) return known.value;
    const value = make(source);
    memory.set(source, { value });
    return value;
  };
}

/** Keeps what is computed for a pair of immutable objects, for as long as both live. */
export function forPairs<First extends object, Second extends object, Value>(): (
  first: First,
  second: Second,
  make: () => Value,
) => Value {
  const secondsOf = remember((_: First) => new WeakMap<Second, { readonly value: Value }>());
  return (first, second, make) => {
    const seconds = secondsOf(first);
    const made = seconds.get(second) ?? { value: make() };
    seconds.set(second, made);
    return made.value;
  };
}

/** The same for a value computed from an immutable object and a string. */
export function memoize<Source extends object, Word extends string, Value>(
  make: (source: Source, word: Word) => Value,
): (source: Source, word: Word) => Value {
  const wordsOf = remember((_: Source) => new Map<Word, { readonly value: Value }>());
  return (source, word) => {
    const words = wordsOf(source);
    const made = words.get(word) ?? { value: make(source, word) };
    words.set(word, made);
    return made.value;
  };
}
