import { constants } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';

/** An input's text, or one line that says why there is none. */
export type Input = { readonly text: string } | { readonly problem: string };

const TOO_LARGE = `it is too large: at most ${Math.floor(constants.MAX_STRING_LENGTH / 1_000_000)} MB can be read`;

/** The system's error codes for common mistakes. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'you may not read this file',
};

/** First bytes of files that contain a HAR in another form. */
const PACKED: readonly (readonly [magic: readonly number[], problem: string])[] = [
  [[0x1f, 0x8b], 'unpack it with gunzip first: it is compressed'],
  [[0x50, 0x4b, 0x03, 0x04], 'unpack it first: it is a zip archive'],
];

/** Reads a file, or standard input for `-`. Paths are relative to `folder`. Never rejects. */
export async function readInput(file: string, folder: string): Promise<Input> {
  try {
    const bytes = await collect(
      file === '-' ? process.stdin : createReadStream(resolve(folder, file)),
    );
    return bytes === null ? { problem: TOO_LARGE } : decode(bytes);
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** One line that says why a file cannot be read. */
export function problemOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return PROBLEMS[code] ?? `it cannot be read (${code || 'unknown error'})`;
}

/** All of a stream; null if it is too long for one string. */
async function collect(stream: AsyncIterable<Buffer | string>): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    length += bytes.length;
    if (length > constants.MAX_STRING_LENGTH) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, length);
}

function decode(bytes: Buffer): Input {
  const packed = PACKED.find(([magic]) => magic.every((byte, at) => bytes[at] === byte));
  if (packed !== undefined) return { problem: packed[1] };
  // Some shells write this when output is redirected to a file.
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return { text: bytes.toString(isUtf16 ? 'utf16le' : 'utf8') };
}
