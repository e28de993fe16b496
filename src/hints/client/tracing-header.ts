import { findingOf } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { shownList } from '../../model/shown.ts';

const SENDERS: readonly (readonly [pattern: RegExp, sender: string])[] = [
  [/^(sentry-trace|baggage)$/, 'Sentry or OpenTelemetry'],
  [/^(traceparent|tracestate)$/, 'OpenTelemetry or another tracing library'],
  [/^x-datadog-/, 'Datadog'],
  [/^newrelic$/, 'New Relic'],
  [/^(elastic-apm-traceparent)$/, 'Elastic APM'],
  [/^(b3|x-b3-.*|uber-trace-id)$/, 'Zipkin or Jaeger'],
  [/^(request-id|request-context)$/, 'Application Insights'],
  [/^x-instana-/, 'Instana'],
  [/^(x-cloud-trace-context|x-amzn-trace-id)$/, 'a cloud provider’s tracing library'],
];

/** A tracing or error-reporting library in the page adds request headers of its own. */
export const tracingHeader: HintRule = {
  id: 'tracing-header',
  detect: (context) => {
    const refused = findingOf(context, 'header-not-allowed')?.evidence.headers ?? [];
    const found = refused.filter((name) => senderOf(name) !== undefined);
    const sender = found.map(senderOf)[0];
    if (sender === undefined) return null;
    const them = found.length > 1 ? 'them' : 'it';
    return {
      confidence: 0.92,
      text: prose`Let the server allow ${shownList(found)}, or tell the library that adds ${them} to leave this
        server out${option(found)}. Probably ${sender} adds ${them}, not your own code.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Headers',
    };
  },
};

function senderOf(name: string): string | undefined {
  return SENDERS.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1];
}

const option = (found: readonly string[]): Prose =>
  found.includes('sentry-trace') ? prose` (Sentry: ${code('tracePropagationTargets')})` : [];
