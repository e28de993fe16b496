/** Ends an exhaustive switch: a new member of the union breaks the build, not the user. */
export function unreachable(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`);
}
