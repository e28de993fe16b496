/** The time of day of an event, to the second, as the user's clock shows it. */
export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}
