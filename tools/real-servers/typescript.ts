/** What Node.js imports to run TypeScript. */
export const TSX = import.meta.resolve('tsx');
