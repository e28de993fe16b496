import { findingOf } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shownList } from '../../model/shown.ts';
import { insteadOf } from '../../servers/instead.ts';

/** A library, and its option that names the servers which get its headers. */
type Sender = { readonly pattern: RegExp; readonly sender: string; readonly option?: Prose };

const SENTRY = say`Sentry: ${code('tracePropagationTargets')}`.fr`Sentry :
  ${code('tracePropagationTargets')}`;

/** The surest first: others may add the same headers. */
const SENDERS: readonly Sender[] = [
  { pattern: /^sentry-trace$/, sender: 'Sentry', option: SENTRY },
  {
    pattern: /^x-datadog-/,
    sender: 'Datadog',
    option: say`Datadog: ${code('allowedTracingUrls')}`.fr`Datadog : ${code('allowedTracingUrls')}`,
  },
  {
    pattern: /^newrelic$/,
    sender: 'New Relic',
    option: say`New Relic: ${code('distributed_tracing.allowed_origins')}`.fr`New Relic :
      ${code('distributed_tracing.allowed_origins')}`,
  },
  {
    pattern: /^elastic-apm-traceparent$/,
    sender: 'Elastic APM',
    option: say`Elastic APM: ${code('distributedTracingOrigins')}`.fr`Elastic APM :
      ${code('distributedTracingOrigins')}`,
  },
  {
    pattern: /^x-faro-/,
    sender: 'Grafana Faro',
    option: say`or update the Grafana collector, which allows it since 2023`.fr`ou mettez à jour le
      collecteur de Grafana, qui l’autorise depuis 2023`,
  },
  {
    pattern: /^baggage$/,
    sender: phrase`Sentry or OpenTelemetry`.fr`Sentry ou OpenTelemetry`,
    option: SENTRY,
  },
  {
    pattern: /^(traceparent|tracestate)$/,
    sender: phrase`OpenTelemetry or another tracing library`.fr`OpenTelemetry ou une autre
      bibliothèque de traçage`,
    option: say`OpenTelemetry: ${code('propagateTraceHeaderCorsUrls')}`.fr`OpenTelemetry :
      ${code('propagateTraceHeaderCorsUrls')}`,
  },
  {
    pattern: /^(b3|x-b3-.*|uber-trace-id)$/,
    sender: phrase`Zipkin or Jaeger`.fr`Zipkin ou Jaeger`,
  },
  {
    pattern: /^(request-id|request-context)$/,
    sender: 'Application Insights',
    option: say`Application Insights: ${code('correlationHeaderExcludedDomains')}`.fr`Application
      Insights : ${code('correlationHeaderExcludedDomains')}`,
  },
  { pattern: /^x-instana-/, sender: 'Instana' },
  {
    pattern: /^(x-cloud-trace-context|x-amzn-trace-id)$/,
    sender: phrase`a cloud provider’s tracing library`.fr`la bibliothèque de traçage d’un
      fournisseur de cloud`,
  },
];

/** A tracing or error-reporting library in the page adds request headers of its own. */
export const tracingHeader: HintRule = {
  id: 'tracing-header',
  detect: (context) => {
    const refused = findingOf(context, 'header-not-allowed')?.evidence.headers ?? [];
    const found = refused.filter(isTracing);
    const sent = SENDERS.find(({ pattern }) => found.some((name) => isOf(pattern, name)));
    if (sent === undefined) return null;
    const many = found.length > 1;
    const probably = many
      ? phrase`Probably ${sent.sender} adds them, not your own code.`
          .fr`C’est probablement ${sent.sender} qui les ajoute, et non votre code.`
      : phrase`Probably ${sent.sender} adds it, not your own code.`
          .fr`C’est probablement ${sent.sender} qui l’ajoute, et non votre code.`;
    return {
      confidence: 0.92,
      text: prose`${insteadOf(context).length > 0 ? leaveOut(many, sent.option) : allowOrLeaveOut(found, sent.option)}. ${probably}`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Headers',
    };
  },
};

const isOf = (pattern: RegExp, name: string): boolean => pattern.test(name.toLowerCase());

const isTracing = (name: string): boolean => SENDERS.some(({ pattern }) => isOf(pattern, name));

function leaveOut(many: boolean, option: Prose | undefined): Prose {
  const where = option === undefined ? [] : prose` (${option})`;
  return many
    ? say`Tell the library that adds them to leave this server out${where}`
        .fr`Dites à la bibliothèque qui les ajoute d’ignorer ce serveur${where}`
    : say`Tell the library that adds it to leave this server out${where}`
        .fr`Dites à la bibliothèque qui l’ajoute d’ignorer ce serveur${where}`;
}

function allowOrLeaveOut(names: readonly string[], option: Prose | undefined): Prose {
  const list = shownList(names);
  const where = option === undefined ? [] : prose` (${option})`;
  return names.length > 1
    ? say`Let the server allow ${list}, or tell the library that adds them to leave this server out${where}`
        .fr`Autorisez ${list} sur le serveur, ou dites à la bibliothèque qui les ajoute d’ignorer ce
        serveur${where}`
    : say`Let the server allow ${list}, or tell the library that adds it to leave this server out${where}`
        .fr`Autorisez ${list} sur le serveur, ou dites à la bibliothèque qui l’ajoute d’ignorer ce
        serveur${where}`;
}
