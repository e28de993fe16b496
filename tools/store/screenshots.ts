/** The screenshots of a listing by the names of their files, in the order in which a store shows them. */
export const SCREENSHOTS = ['blocked', 'many', 'settings-file', 'try-it', 'check-again'] as const;
export type Screenshot = (typeof SCREENSHOTS)[number];

/** A picture's size in pixels. */
export type Size = { readonly width: number; readonly height: number };

/** What Firefox draws for its own store, in both themes. */
export const FIREFOX_PICTURES = ['firefox-light', 'firefox-dark'] as const;

export const SCREENSHOT_SIZE: Size = { width: 1280, height: 800 };

/** The promo tiles of Chrome's store. */
export const TILES = {
  'tile-small': { width: 440, height: 280 },
  'tile-marquee': { width: 1400, height: 560 },
} as const satisfies Readonly<Record<string, Size>>;
export type Tile = keyof typeof TILES;
export const TILE_NAMES = ['tile-small', 'tile-marquee'] as const satisfies readonly Tile[];
