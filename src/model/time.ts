import { phrase } from './say.ts';

/** `2026-03-04 09:30:00 UTC`: means the same to everybody who reads it. Never throws. */
export function utcTime(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return phrase`unknown time`.fr`heure inconnue`;
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
