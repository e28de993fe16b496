import { constants } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { phrase } from '../model/say.ts';

/** An input's text, or one line that says why there is none. */
export type Input = { readonly text: string } | { readonly problem: string };

const MOST_MEGABYTES = Math.floor(constants.MAX_STRING_LENGTH / 1_000_000);
const TOO_LARGE = phrase`it is too large: at most ${MOST_MEGABYTES} MB can be read`
  .fr`il est trop grand : au plus ${MOST_MEGABYTES} Mo peuvent être lus`;

/** The system's error codes for common mistakes. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: phrase`there is no such file`.fr`ce fichier n’existe pas`,
  EISDIR: phrase`it is a folder, not a file`.fr`c’est un dossier, pas un fichier`,
  EACCES: phrase`you may not read this file`.fr`vous n’avez pas le droit de lire ce fichier`,
};

/** The first bytes of other files that may contain a HAR. */
const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** Reads a file, or standard input for `-`. Paths are relative to `folder`. Never rejects. */
export async function readInput(file: string, folder: string): Promise<Input> {
  try {
    const bytes = await collect(
      file === '-' ? process.stdin : createReadStream(resolve(folder, file)),
    );
    if (bytes === null) return { problem: TOO_LARGE };
    return beginsWith(bytes, GZIP) ? await unpack(bytes) : decode(bytes);
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** One line that says why a file cannot be read. */
export function problemOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = code || phrase`unknown error`.fr`erreur inconnue`;
  return PROBLEMS[code] ?? phrase`it cannot be read (${why})`.fr`il ne peut pas être lu (${why})`;
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

const beginsWith = (bytes: Buffer, magic: readonly number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);

/** A small file can unpack to an endless one, so it stops at what fits into a string. */
async function unpack(bytes: Buffer): Promise<Input> {
  try {
    const maxOutputLength = constants.MAX_STRING_LENGTH;
    return decode(await promisify(gunzip)(bytes, { maxOutputLength }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return {
      problem:
        code === 'ERR_BUFFER_TOO_LARGE'
          ? TOO_LARGE
          : phrase`it cannot be unpacked: its gzip is damaged`.fr`il ne peut pas être décompressé :
            son gzip est endommagé`,
    };
  }
}

function decode(bytes: Buffer): Input {
  if (beginsWith(bytes, ZIP))
    return {
      problem: phrase`unpack it first: it is a zip archive`.fr`décompressez-le d’abord : c’est une
        archive zip`,
    };
  // Some shells write this when output is redirected to a file.
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return { text: bytes.toString(isUtf16 ? 'utf16le' : 'utf8') };
}
