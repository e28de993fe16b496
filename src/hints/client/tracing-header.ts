import { findingOf } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { shownList } from '../../model/shown.ts';
import { insteadOf } from '../../servers/instead.ts';

/** A library, and its option that names the servers which get its headers. */
type Sender = { readonly pattern: RegExp; readonly sender: string; readonly option?: Prose };

const SENTRY = prose`Sentry: ${code('tracePropagationTargets')}`;

/** The surest first: others may add the same headers. */
const SENDERS: readonly Sender[] = [
  { pattern: /^sentry-trace$/, sender: 'Sentry', option: SENTRY },
  {
    pattern: /^x-datadog-/,
    sender: 'Datadog',
    option: prose`Datadog: ${code('allowedTracingUrls')}`,
  },
  {
    pattern: /^newrelic$/,
    sender: 'New Relic',
    option: prose`New Relic: ${code('distributed_tracing.allowed_origins')}`,
  },
  {
    pattern: /^elastic-apm-traceparent$/,
    sender: 'Elastic APM',
    option: prose`Elastic APM: ${code('distributedTracingOrigins')}`,
  },
  {
    pattern: /^x-faro-/,
    sender: 'Grafana Faro',
    option: prose`or update the Grafana collector, which allows it since 2023`,
  },
  { pattern: /^baggage$/, sender: 'Sentry or OpenTelemetry', option: SENTRY },
  {
    pattern: /^(traceparent|tracestate)$/,
    sender: 'OpenTelemetry or another tracing library',
    option: prose`OpenTelemetry: ${code('propagateTraceHeaderCorsUrls')}`,
  },
  { pattern: /^(b3|x-b3-.*|uber-trace-id)$/, sender: 'Zipkin or Jaeger' },
  {
    pattern: /^(request-id|request-context)$/,
    sender: 'Application Insights',
    option: prose`Application Insights: ${code('correlationHeaderExcludedDomains')}`,
  },
  { pattern: /^x-instana-/, sender: 'Instana' },
  {
    pattern: /^(x-cloud-trace-context|x-amzn-trace-id)$/,
    sender: 'a cloud provider’s tracing library',
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
    const them = found.length > 1 ? 'them' : 'it';
    const { sender, option } = sent;
    const tell = prose`ell the library that adds ${them} to leave this server out${option === undefined ? [] : prose` (${option})`}`;
    return {
      confidence: 0.92,
      text: prose`${
        insteadOf(context).length > 0
          ? prose`T${tell}`
          : prose`Let the server allow ${shownList(found)}, or t${tell}`
      }. Probably ${sender} adds ${them}, not your own code.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Headers',
    };
  },
};

const isOf = (pattern: RegExp, name: string): boolean => pattern.test(name.toLowerCase());

const isTracing = (name: string): boolean => SENDERS.some(({ pattern }) => isOf(pattern, name));
