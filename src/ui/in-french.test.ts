import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

// Some of these texts are made while their module loads, so the language comes first.
async function inFrench() {
  vi.resetModules();
  (await import('../model/language.ts')).speak('fr');
  return {
    ...(await import('./grants.ts')),
    ...(await import('./summary.ts')),
    ...(await import('./verdict.tsx')),
    ...(await import('./check-words.ts')),
    ...(await import('./stack-groups.ts')),
    ...(await import('./find-servers.ts')),
    ...(await import('../servers/index.ts')),
  };
}

let french: Awaited<ReturnType<typeof inFrench>>;
beforeAll(async () => {
  french = await inFrench();
});
afterAll(() => vi.resetModules());

/** Spaces that do not break look like all others. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

test.each([
  [[1, 1, 1, 0], '1 requête bloquée'],
  [[3, 1, 2, 2], '3 requêtes bloquées, 1 cause, 2 serveurs : une correction pour 2'],
  [
    [1_200, 2, 1, 1_200],
    '1 200 requêtes bloquées, 2 causes, 1 serveur : une correction pour toutes',
  ],
] as const)('what is blocked, in a sentence that agrees: %j', (counts, words) => {
  const [requests, causes, servers, oneFix] = counts;
  expect(plain(french.blockedWords({ requests, causes, servers, oneFix }))).toBe(words);
});

test('the states of a list agree in number', () => {
  const counts = { blocked: 2, failed: 1, undetermined: 0, fixed: 3, pending: 4, allowed: 1 };
  expect(french.summarize(counts)).toBe(
    '2 bloquées · 1 échouée · 3 corrigées · 4 en attente · 1 autorisée',
  );
});

const standing = {
  refused: false,
  unreadable: false,
  status: 200,
  tried: null,
  onlyWithoutCookies: false,
} as const;

test.each([
  [{ ...standing, state: 'blocked' }, 'Bloquée par CORS'],
  [{ ...standing, state: 'failed' }, 'Échouée, mais pas à cause de CORS'],
  [{ ...standing, state: 'fixed', refused: true, status: 403 }, 'CORS corrigé ; maintenant 403'],
  [
    { ...standing, state: 'allowed', refused: true, status: 500 },
    'Statut 500, non bloquée par CORS',
  ],
  [{ ...standing, state: 'fixed', onlyWithoutCookies: true }, 'Corrigée, sans cookies'],
  [{ ...standing, state: 'allowed', tried: 'allowed' }, 'Essai : marche dans cet onglet seulement'],
] as const)('a row stands so: %j', (row, words) => {
  expect(plain(french.standingOf(row))).toBe(words);
});

test.each([
  [['a.test'], 'Surveiller a.test, puis recharger'],
  [['a.test', 'b.test'], 'Surveiller a.test et b.test, puis recharger'],
  [
    ['a.test', 'b.test', 'c.test', 'd.test'],
    'Surveiller a.test, b.test et 2 autres, puis recharger',
  ],
  [[], 'Surveiller'],
])('the button for %j', (hosts, words) => {
  expect(french.grantLabel(hosts)).toBe(words);
});

test.each([
  ['passes', 'Passe maintenant'],
  ['refused', 'Toujours bloquée : Le serveur n’autorise que GET'],
  ['unreached', 'Serveur non atteint : Le serveur n’autorise que GET'],
  ['open', 'Sans conclusion : Le serveur n’autorise que GET'],
] as const)('a check that ends as %s', (result, words) => {
  const title = 'Le serveur n’autorise que GET';
  expect(plain(french.rowWords({ kind: 'done', result, title }))).toBe(words);
});

test('a check says what it sends', () => {
  expect(french.whatIsSent('GET', false)).toBe(
    'Envoie cette requête GET une fois, sans les cookies, après sa requête préliminaire s’il en faut une.',
  );
  expect(french.whatIsSent('DELETE', true)).toContain('jamais la requête DELETE elle-même');
});

describe('the servers', () => {
  const candidates = () =>
    french.stacks.map((stack) => ({
      stack,
      detection: { confidence: 0, evidence: [], versions: [] },
      detected: stack.id === 'flask-cors',
    }));

  test('are in groups with French names, and each in one', () => {
    const groups = french.groupStacks(candidates());
    expect(groups.map(({ name }) => name)).toEqual([
      'Détectés',
      'N’importe lequel',
      'Python',
      'Node',
      'Serveurs de développement',
      'Java',
      '.NET',
      'Go',
      'PHP',
      'Rust',
      'Elixir',
      'Ruby',
      'Perl',
      'Serveurs et proxys',
      'Cloud',
      'Produits',
      'Devant votre serveur',
      'Serveurs tiers',
    ]);
    const ids = groups.flatMap(({ members }) => members.map(({ stack }) => stack.id));
    expect(ids.toSorted()).toEqual(french.stacks.map(({ id }) => id).toSorted());
  });

  test.each([
    ['développement', 'vite'],
    ['developpement', 'vite'],
    ['passerelle', 'kong'],
    ['stockage', 'amazon-s3'],
    ['repartiteur', 'aws-load-balancer'],
    ['tiers', 'third-party'],
    ['django', 'django-cors-headers'],
    ['bucket', 'amazon-s3'],
  ])('“%s” finds %s', (typed, id) => {
    const found = french.findServers(french.groupStacks(candidates()), typed);
    expect(found.flatMap(({ members }) => members.map(({ stack }) => stack.id))).toContain(id);
  });
});
