/** Whether a URL carries its own signature for a bucket: S3’s, Google’s or Azure’s form. */
export const isPresigned = ({ searchParams }: URL): boolean =>
  ['X-Amz-Signature', 'X-Goog-Signature'].some((name) => searchParams.has(name)) ||
  (searchParams.has('sig') && searchParams.has('se') && searchParams.has('sp'));
