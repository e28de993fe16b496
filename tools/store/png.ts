import type { Size } from './screenshots.ts';

/** What a store checks of a PNG file. */
type PngFacts = Size & {
  /** Whether its points can be transparent: the stores refuse that for screenshots and tiles. */
  readonly hasAlpha: boolean;
};

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** The color types with an alpha channel: gray with alpha, and RGB with alpha. */
const WITH_ALPHA = [4, 6];

/** Reads the header of a PNG file (PNG specification, 11.2.1 and 11.3.1). @throws {Error} If it is none. */
export function pngFacts(bytes: Uint8Array): PngFacts {
  const file = Buffer.from(bytes);
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is no PNG file.');
  return {
    width: file.readUInt32BE(16),
    height: file.readUInt32BE(20),
    hasAlpha: WITH_ALPHA.includes(file.readUInt8(25)) || file.includes('tRNS', 33, 'latin1'),
  };
}

/** The same bytes. @throws {Error} If a store would refuse the picture: another size, or an alpha channel. */
export function acceptedPicture(
  bytes: Uint8Array,
  { width, height }: Size,
  name: string,
): Uint8Array {
  const facts = pngFacts(bytes);
  if (facts.width !== width || facts.height !== height || facts.hasAlpha) {
    throw new Error(`The stores refuse ${name}: ${JSON.stringify(facts)}`);
  }
  return bytes;
}
