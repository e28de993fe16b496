import { get } from '../../../model/header-list.ts';
import { code, type Prose } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import { fileNamed, type SettingsFile } from '../../../settings/file.ts';
import { linesBehind, quoteIn, usualQuote } from '../../../settings/style.ts';
import { javascriptStringIn } from '../../kit/literals.ts';
import { addNames, type NamesKind } from '../../kit/own-file/add-names.ts';
import { likeNeighbours } from '../../kit/own-file/name-style.ts';
import type { Problem } from '../../kit/own-file/options-file.ts';
import { ownText } from '../../kit/own-file/own-text.ts';
import type { FaultId } from '../../kit/settings-reader.ts';
import type { Setter, Trace } from './layers.ts';

/** What a page needs, also one of an origin that only the files name. */
export type Needs = Omit<AnswerRequirement, 'origin' | 'origins'> & {
  readonly origin: string;
  readonly origins: readonly string[];
};

type Subject = {
  readonly files: readonly SettingsFile[];
  readonly requirement: Needs;
};

/** What the program’s own lines lack, where no package sets the headers. */
export function handWritten(
  { files, requirement }: Subject,
  traces: readonly Trace[],
): readonly Problem[] {
  const actual = traces.at(-1);
  const before = traces.length > 1 ? traces[0] : undefined;
  const setter = traces
    .map(({ setters }) => setters.get(ALLOW_ORIGIN))
    .find((one) => one !== undefined);
  if (actual === undefined || setter === undefined) return [];
  const { origin, credentials } = requirement;
  const values = traces.map((one) => get(one.answer.headers, ALLOW_ORIGIN));
  const isWrong = values.some((one) => one !== origin && (one !== '*' || credentials));
  const allows = traces.every(
    (one) => get(one.answer.headers, 'access-control-allow-credentials') === 'true',
  );
  return [
    ...(isWrong ? [wrongOrigin(files, setter, requirement, values)] : []),
    ...(credentials && !allows ? [noCredentials(files, setter)] : []),
    ...(before === undefined
      ? []
      : [
          ...listProblem(files, before, requirement.methods, LISTS.methods, setter),
          ...listProblem(files, before, requirement.headers, LISTS.headers, setter),
          ...unanswered(files, before, setter),
        ]),
  ];
}

const ALLOW_ORIGIN = 'access-control-allow-origin';

function replaced(
  files: readonly SettingsFile[],
  { value }: Setter,
  text: string,
): readonly TextEdit[] {
  const piece = value?.kind === 'string' ? value.pieces[0] : undefined;
  const own = piece === undefined ? null : fileNamed(files, piece.at.file);
  if (piece === undefined || own === null) return [];
  const quote = quoteIn(own.text, piece.at) ?? usualQuote(own.text);
  return [{ at: piece.at, text: javascriptStringIn(quote, text) }];
}

function wrongOrigin(
  files: readonly SettingsFile[],
  setter: Setter,
  { origin, origins, credentials }: Needs,
  values: readonly (string | null)[],
): Problem {
  const sent = values.find((one) => one !== origin) ?? null;
  const isStar = sent === '*' && credentials;
  const text: Prose = isStar
    ? say`Send ${ownText(origin)} here instead of ${code('*')}, which is refused to requests with
      credentials.`
        .fr`Envoyez ${ownText(origin)} ici au lieu de ${code('*')}, que les navigateurs refusent
        pour les requêtes avec informations d’identification.`
    : sent === null
      ? say`Send ${ownText(origin)} here: this line does not run for this origin.`
          .fr`Envoyez ${ownText(origin)} ici : cette ligne ne s’exécute pas pour cette origine.`
      : say`Send ${ownText(origin)} here: this line sends ${ownText(sent)} to every page.`
          .fr`Envoyez ${ownText(origin)} ici : cette ligne envoie ${ownText(sent)} à toutes les
          pages.`;
  const slash = sent?.replace(/\/+$/, '') === origin && sent !== origin;
  return {
    id: isStar ? 'allow-all' : slash ? 'trailing-slash' : 'origin-not-listed',
    at: setter.at,
    text,
    because: setter.layer.call.because,
    edits: origins.length === 1 ? replaced(files, setter, origin) : [],
  };
}

function noCredentials(files: readonly SettingsFile[], setter: Setter): Problem {
  return {
    id: 'credentials-off',
    at: setter.at,
    text: say`Send ${code('Access-Control-Allow-Credentials: true')} too: the request sends cookies
      or other credentials.`
      .fr`Envoyez aussi ${code('Access-Control-Allow-Credentials: true')} : la requête envoie des
      cookies ou d’autres informations d’identification.`,
    because: setter.layer.call.because,
    edits: lineLike(files, setter, 'Access-Control-Allow-Credentials', 'true'),
  };
}

/** A line like that of the origin, for another header. */
function lineLike(
  files: readonly SettingsFile[],
  { at }: Setter,
  name: string,
  value: string,
): readonly TextEdit[] {
  const own = fileNamed(files, at.file);
  const [, call] = /^([\w.]{1,60}\()/.exec(own?.text.slice(at.from, at.from + 70) ?? '') ?? [];
  if (own === null || call === undefined) return [];
  const quote = usualQuote(own.text);
  const end = own.text[at.to] === ';' ? ';' : '';
  const line = `${call}${javascriptStringIn(quote, name)}, ${javascriptStringIn(quote, value)})${end}`;
  return [linesBehind(own, at, [line])];
}

const LISTS = {
  methods: ['method-not-listed', 'Access-Control-Allow-Methods', 'methods'],
  headers: ['header-not-listed', 'Access-Control-Allow-Headers', 'headers'],
} as const;

function listProblem(
  files: readonly SettingsFile[],
  before: Trace,
  wanted: readonly string[],
  [id, header, kind]: readonly [FaultId, string, NamesKind],
  origin: Setter,
): readonly Problem[] {
  const sent = get(before.answer.headers, header);
  const names = (sent ?? '').split(',').map((one) => one.trim().toLowerCase());
  const missing = names.includes('*')
    ? []
    : wanted.filter((one) => !names.includes(one.toLowerCase()));
  if (missing.length === 0) return [];
  const setter = before.setters.get(header.toLowerCase());
  const added = kind === 'methods' ? missing : likeNeighbours(missing, sent?.split(',') ?? []);
  const whole =
    sent === null
      ? added.join(', ')
      : [sent, ...added].join(/,\s/.test(sent) || !sent.includes(',') ? ', ' : ',');
  return [
    {
      id,
      at: setter?.at ?? origin.at,
      text: addNames(kind, missing, header),
      because: (setter ?? origin).layer.call.because,
      edits:
        setter === undefined
          ? lineLike(files, origin, header, whole)
          : replaced(files, setter, whole),
    },
  ];
}

/** The preflight request goes on to the routes, which refuse it. */
function unanswered(
  files: readonly SettingsFile[],
  { answer }: Trace,
  { layer, at }: Setter,
): readonly Problem[] {
  if (answer.status >= 200 && answer.status < 300) return [];
  const own = fileNamed(files, at.file);
  const end = own?.text[at.to] === ';' ? ';' : '';
  return [
    {
      id: 'preflight-not-routed',
      at,
      text: say`Answer ${code('OPTIONS')} here. The preflight request goes on to the routes and gets
        the status ${code(String(answer.status))}.`
        .fr`Répondez ici à ${code('OPTIONS')}. La requête préliminaire continue jusqu’aux routes et
        reçoit le statut ${code(String(answer.status))}.`,
      because: layer.call.because,
      edits:
        own === null
          ? []
          : [
              linesBehind(own, at, [
                `if (req.method === 'OPTIONS') return res.sendStatus(204)${end}`,
              ]),
            ],
    },
  ];
}
