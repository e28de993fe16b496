/** A JSON object whose fields may be anything. */
export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = {};

/** Whether the value is a JSON object. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value if it is an object, else null. */
export const fieldsOrNull = (value: unknown): Fields | null => (isFields(value) ? value : null);

/** The value if it is an object, else an empty one. */
export const fields = (value: unknown): Fields => (isFields(value) ? value : NO_FIELDS);

/** The value if it is an array, else an empty one. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value if it is text, else an empty one. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The value if it is a number above zero, else zero. */
export const positive = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;

/** The value of a JSON text. Null when it is not text or not JSON. */
export function parseJson(json: unknown): unknown {
  if (typeof json !== 'string') return null;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
