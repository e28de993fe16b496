import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import type { Listing } from './listing.ts';
import { acceptedPicture } from './png.ts';
import { type Size, TILE_NAMES, TILES, type Tile } from './screenshots.ts';

const HTML = readFileSync(join(import.meta.dirname, 'tile.html'), 'utf8');
const ICON = readFileSync(join(import.meta.dirname, '../../public/icons/icon.svg'));

/** The pictures of the real panel that the tiles show a part of. */
export type Shown = Readonly<Record<Tile, Uint8Array>>;

/**
 * Draws the promo tiles into a folder: the name of the listing, and a part of the panel. Returns
 * their paths. @throws {Error} If the store would refuse one of them.
 */
export async function drawTiles(
  context: BrowserContext,
  { name }: Listing,
  shown: Shown,
  folder: string,
): Promise<readonly string[]> {
  const [title = '', claim = ''] = name.split(/\s*:\s*/);
  const page = await context.newPage();
  await page.setContent(HTML);
  const paths: string[] = [];
  for (const tile of TILE_NAMES) {
    await page.setViewportSize(TILES[tile]);
    await compose(page, {
      tile,
      title,
      claim,
      icon: dataUrl('image/svg+xml', ICON),
      panel: dataUrl('image/png', shown[tile]),
    });
    const path = join(folder, `${tile}.png`);
    writeFileSync(path, acceptedPicture(await page.screenshot(), TILES[tile], path));
    paths.push(path);
  }
  await page.close();
  return paths;
}

/** The lower end of a picture that has this width, without an alpha channel. */
export async function cropped(
  context: BrowserContext,
  picture: Uint8Array,
  size: Size,
): Promise<Uint8Array> {
  const page = await context.newPage();
  await page.setViewportSize(size);
  const image = `<img alt="" src="${dataUrl('image/png', picture)}">`;
  await page.setContent(
    `<style>body { margin: 0; } img { position: fixed; bottom: 0; left: 0; }</style>${image}`,
  );
  const lower = await page.screenshot();
  await page.close();
  return lower;
}

const dataUrl = (type: string, bytes: Uint8Array): string =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

type Composed = {
  readonly tile: Tile;
  readonly title: string;
  readonly claim: string;
  readonly icon: string;
  readonly panel: string;
};

/** Fills in the page of the tiles. */
const compose = (page: Page, parts: Composed): Promise<void> =>
  page.evaluate(async ({ tile, title, claim, icon, panel }) => {
    document.body.className = tile;
    for (const [selector, text] of [
      ['h1', title],
      ['p', claim],
    ] as const) {
      document.querySelector(selector)?.replaceChildren(text);
    }
    const images = document.querySelectorAll('img');
    for (const image of images) {
      image.src = image.id === 'icon' ? icon : panel;
      await image.decode();
    }
  }, parts);
