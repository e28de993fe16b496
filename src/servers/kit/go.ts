/**
 * Go's `http.CanonicalHeaderKey`: `x-token` becomes `X-Token`; a name with a character that no
 * header name has stays as it is.
 * @see https://pkg.go.dev/net/http#CanonicalHeaderKey
 */
export function canonicalHeaderKey(name: string): string {
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) return name;
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

/** `Key: value,` in a struct literal, where gofmt sets it: its value in one column with the others'. */
export function structField(key: string, value: string, keys: readonly string[]): string {
  const width = Math.max(...keys.map(({ length }) => length)) + 2;
  return `\t${`${key}:`.padEnd(width)}${value},`;
}
