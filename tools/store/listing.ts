import type { Language } from '../../src/model/language.ts';
import { withFrenchSpaces } from '../../src/model/say.ts';

/** What a store asks for in one language. Texts are plain: the stores show no Markdown. */
export type Listing = {
  readonly name: string;
  readonly summary: string;
  readonly firefoxSummary: string;
  readonly description: string;
  readonly singlePurpose: string;
  /** The reason for each permission, or for a group of host patterns. */
  readonly permissions: readonly Reason[];
  readonly remoteCode: string;
  readonly dataUse: string;
  /** The caption of each screenshot, by the name of its file. */
  readonly captions: ReadonlyMap<string, string>;
};

type Reason = { readonly names: readonly string[]; readonly reason: string };

/** A field that no store accepts when it is longer, with its length in characters. */
type Limit = { readonly what: string; readonly most: number; readonly is: number };

/**
 * The longest texts that the stores accept. Chrome: name 75, summary 132, description 16,000, each
 * answer about privacy 1,000. Mozilla: name 50, summary 250.
 */
const MOST = { name: 50, summary: 132, firefoxSummary: 250, description: 16_000, answer: 1_000 };

/** Reads a listing as it is kept in docs/store/. @throws {Error} If a section is missing or empty. */
export function readListing(markdown: string, language: Language): Listing {
  const sections = sectionsOf(markdown, /^## (.+)\n/gm);
  const section = (name: string): string => {
    const body = sections.get(name);
    if (body === undefined) throw new Error(`The section “${name}” is missing.`);
    return body;
  };
  const text = (name: string): string => plainText(section(name), language);
  return {
    name: text('Name'),
    summary: text('Summary'),
    firefoxSummary: text('Summary for Firefox'),
    description: text('Description'),
    singlePurpose: text('Single purpose'),
    permissions: [...sectionsOf(section('Permissions'), HEADING)].map(([heading, body]) => ({
      names: codesIn(heading),
      reason: plainText(body, language),
    })),
    remoteCode: text('Remote code'),
    dataUse: text('Data use'),
    captions: new Map(
      [...sectionsOf(section('Pictures'), HEADING)].map(([heading, body]) => [
        codesIn(heading).join(),
        plainText(body, language),
      ]),
    ),
  };
}

const HEADING = /^### (.+)\n/gm;
const codesIn = (heading: string): readonly string[] =>
  [...heading.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** The bodies below the headings that a pattern finds. @throws {Error} If one is empty. */
function sectionsOf(markdown: string, heading: RegExp): ReadonlyMap<string, string> {
  const [, ...pieces] = markdown.split(heading);
  const sections = new Map<string, string>();
  for (let at = 0; at < pieces.length; at += 2) {
    const [name = '', body = ''] = pieces.slice(at, at + 2).map((piece) => piece.trim());
    if (body === '') throw new Error(`The section “${name}” is empty.`);
    sections.set(name, body);
  }
  return sections;
}

/** One line for each paragraph and list item; the spaces that French has before signs do not break. */
function plainText(markdown: string, language: Language): string {
  const plain = markdown
    .replace(/^### (.+)$/gm, '$1\n')
    .replace(/\n(?!\n|- )(?<!\n\n)/g, ' ')
    .replace(/ *\n/g, '\n')
    .replace(/ {2,}/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^- /gm, '• ')
    .replaceAll('`', '');
  return language === 'fr' ? withFrenchSpaces(plain) : plain;
}

/** What the reasons for host permissions are together: Chrome's store has one field for them. */
export const hostReasons = ({ permissions }: Listing): string =>
  permissions
    .filter(({ names }) => names.some(isHostPattern))
    .map(({ names, reason }) => `${names.join(' ')}\n${reason}`)
    .join('\n\n');

export const isHostPattern = (name: string): boolean => name.includes('://');

/** The fields of a listing that a store limits. */
export function limitsOf(listing: Listing): readonly Limit[] {
  const limit = (what: string, text: string, most: number): Limit => ({
    what,
    most,
    // As the stores count: characters, not UTF-16 units.
    is: [...text].length,
  });
  return [
    limit('name', listing.name, MOST.name),
    limit('summary', listing.summary, MOST.summary),
    limit('summary for Firefox', listing.firefoxSummary, MOST.firefoxSummary),
    limit('description', listing.description, MOST.description),
    limit('single purpose', listing.singlePurpose, MOST.answer),
    ...listing.permissions
      .filter(({ names }) => !names.some(isHostPattern))
      .map(({ names, reason }) => limit(names.join(), reason, MOST.answer)),
    limit('host permissions', hostReasons(listing), MOST.answer),
    limit('remote code', listing.remoteCode, MOST.answer),
  ];
}
