/** Whether a URL carries its own signature for a bucket: S3’s, Google’s or Azure’s form. */
export const isPresigned = ({ search }: URL): boolean =>
  /[?&]X-(?:Amz|Goog)-Signature=/.test(search) ||
  ['sig', 'se', 'sp'].every((name) => new RegExp(`[?&]${name}=`).test(search));

/** The names of the headers that were signed, beside `host`. Empty if the URL does not say. */
export function signedHeaders({ search }: URL): readonly string[] {
  const value = /[?&]X-(?:Amz|Goog)-SignedHeaders=([^&]*)/.exec(search)?.[1] ?? '';
  return value.split(/;|%3B/i).filter((name) => name !== '' && name.toLowerCase() !== 'host');
}
