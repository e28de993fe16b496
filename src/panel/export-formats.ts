import type { DiagnosisContext } from '../diagnosis/diagnosis.ts';
import type { Markup } from '../export/blocks.ts';
import { type Curl, toCurl } from '../export/curl.ts';
import { toHar } from '../export/har.ts';
import { markdownInTurn } from '../export/markdown.ts';
import { plainTextInTurn } from '../export/plain-text.ts';
import { type ExportOptions, reportTextInTurn } from '../export/report.ts';
import { teamTextInTurn } from '../export/team.ts';
import type { Exchange } from '../model/exchange.ts';
import { phrase } from '../model/say.ts';
import type { Shell } from '../model/shell.ts';
import { eachInTurn, type Work } from '../model/work.ts';
import { jsonDocument } from '../servers/kit/literals.ts';
import type { Made } from './use-export.ts';

/** What is exported. */
export type Subject = {
  readonly exchanges: readonly Exchange[];
  readonly context: DiagnosisContext;
  readonly options: ExportOptions;
  /** Hides what the user wants hidden. */
  readonly hide: (exchange: Exchange) => Exchange;
  readonly shell: Shell;
};

/** The kinds of text that requests can be exported as, each made in turn. */
export const formats = {
  *json(subject: Subject): Work<Made> {
    const { exchanges, context, options } = yield* hidden(subject);
    return whole(yield* reportTextInTurn(exchanges, context, options));
  },
  *markdown(subject: Subject): Work<Made> {
    const { exchanges, context, options } = yield* hidden(subject);
    return whole([yield* markdownInTurn(exchanges, context, options)]);
  },
  *text(subject: Subject): Work<Made> {
    const { exchanges, context } = yield* hidden(subject);
    return whole([yield* plainTextInTurn(exchanges, context)]);
  },
  *har(subject: Subject): Work<Made> {
    const { exchanges, context, options } = yield* hidden(subject);
    return whole([`${jsonDocument(toHar(exchanges, context.browser, options))}\n`]);
  },
  *teamMarkdown(subject: Subject): Work<Made> {
    return yield* teamMade(subject, 'markdown');
  },
  *teamText(subject: Subject): Work<Made> {
    return yield* teamMade(subject, 'text');
  },
  *curl(subject: Subject): Work<Made> {
    const { exchanges, shell } = yield* hidden(subject);
    return commandsOf(toCurl(exchanges, shell));
  },
} as const;

/** Without what the user wants hidden. */
function* hidden(subject: Subject): Work<Subject> {
  const { context, hide } = subject;
  const all: Exchange[] = [];
  for (const exchange of context.exchanges) {
    all.push(hide(exchange));
    yield 0;
  }
  const exchanges = yield* eachInTurn(subject.exchanges, hide);
  return { ...subject, exchanges, context: { ...context, exchanges: all } };
}

const whole = (pieces: readonly string[]): Made => ({ pieces, leftOut: null });

/** It is about what CORS blocks, so it may leave something out. */
function* teamMade(subject: Subject, markup: Markup): Work<Made> {
  const { exchanges, context, options } = yield* hidden(subject);
  const { text, requests } = yield* teamTextInTurn(exchanges, context, options, markup);
  const rest = exchanges.length - requests;
  if (requests === 0) {
    const why = phrase`CORS blocks none of these.`.fr`CORS n’en bloque aucune.`;
    return { pieces: [], leftOut: { requests: rest, why } };
  }
  const why = phrase`CORS blocks no others.`.fr`CORS n’en bloque pas d’autre.`;
  return { pieces: [text], leftOut: rest === 0 ? null : { requests: rest, why } };
}

function commandsOf({ text, refused }: Curl): Made {
  const [why] = refused;
  return {
    pieces: text === '' ? [] : [text],
    leftOut: why === undefined ? null : { requests: refused.length, why },
  };
}
