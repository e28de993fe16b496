import fc from 'fast-check';
import {
  TOMCAT_DEFAULTS,
  type TomcatCorsParameters,
  tomcatCorsModel,
} from '../../../src/servers/tomcat-cors-filter/model.ts';
import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import { JDK, jarPaths, javaBuild, javaProgram, labServlet } from '../java.ts';
import { type Files, type LabStack, labModel } from '../lab-stack.ts';
import { codeFor, insertBelow, withFile } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const JARS = ['tomcat10-embed-core', 'tomcat10-annotations-api', 'tomcat10-embed-el'];
const WEB_XML = 'WEB-INF/web.xml';
const OPENING = '<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">';

/** Serves each folder that has a web.xml, at the path of its name. */
const MAIN = `
import java.io.File;
import org.apache.catalina.Context;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;

public class Main {
  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File("base").getAbsolutePath());
    tomcat.setPort(Integer.parseInt(arguments[0]));
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    add(tomcat, "", new File("."));
    for (int index = 0; new File("" + index).isDirectory(); index++) {
      add(tomcat, "/" + index, new File("" + index));
    }
    tomcat.start();
    tomcat.getServer().await();
  }

  static void add(Tomcat tomcat, String path, File folder) {
    Context context = tomcat.addContext(path, folder.getAbsolutePath());
    ContextConfig config = new ContextConfig();
    config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    context.addLifecycleListener(config);
    Tomcat.addServlet(context, "api", new Api());
    context.addServletMappingDecoded("/*", "api");
  }
}
`;

/** Answers one path before the filters that are mapped below it. */
const FIRST = `
import jakarta.servlet.*;
import jakarta.servlet.http.*;

public class First extends HttpFilter {
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws java.io.IOException, ServletException {
    String path = getInitParameter("path");
    if (!request.getRequestURI().equals(path)) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(Integer.parseInt(getInitParameter("status")));
    response.setHeader("Location", "/api/data");
  }
}
`;

const BEGIN = '<!-- CORS begins -->';
const END = '<!-- CORS ends -->';
/** What the developer wrote. */
const OWN = new RegExp(`${BEGIN}[\\s\\S]*${END}`);

const webXml = (before: string, cors: string): string =>
  ['<?xml version="1.0"?>', OPENING, before, BEGIN, cors, END, '</web-app>', ''].join('\n');

const parameter = (name: string, value: string) =>
  `<init-param><param-name>${name}</param-name><param-value>${value}</param-value></init-param>`;

function filter(name: string, type: string, parameters: Readonly<Record<string, string>>): string {
  const written = Object.entries(parameters).map(([key, value]) => parameter(key, value));
  return [
    `<filter><filter-name>${name}</filter-name><filter-class>${type}</filter-class>`,
    ...written,
    `</filter><filter-mapping><filter-name>${name}</filter-name>`,
    '<url-pattern>/*</url-pattern></filter-mapping>',
  ].join('\n');
}

const corsFilter = (parameters: Readonly<Record<string, string>>) =>
  filter('cors', 'org.apache.catalina.filters.CorsFilter', parameters);
const first = (path: string, status: number) =>
  filter('first', 'First', { path, status: String(status) });

const usual = {
  'cors.allowed.origins': '{page}',
  'cors.allowed.methods': 'GET,PUT',
  'cors.allowed.headers': 'content-type',
};

const JAVA: Files = { 'Main.java': MAIN, 'Api.java': labServlet('jakarta'), 'First.java': FIRST };

/** As the filter parses its parameters: text. */
const parameterText = (all: TomcatCorsParameters): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value)]));

/** The order of a Java `HashSet` of a dozen strings or fewer: by hash, in sixteen buckets. */
function hashOrder(values: readonly string[]): readonly string[] {
  const bucket = (text: string) => {
    const hash = [...text].reduce((sum, char) => (31 * sum + char.charCodeAt(0)) | 0, 0);
    return (hash ^ (hash >>> 16)) & 15;
  };
  return [...new Set(values)].toSorted((a, b) => bucket(a) - bucket(b));
}

/** The parameters in the order in which the filter sends them. */
function inHashOrder(parameters: TomcatCorsParameters): TomcatCorsParameters {
  const all = { ...TOMCAT_DEFAULTS, ...parameters };
  return {
    ...all,
    'cors.allowed.methods': hashOrder(all['cors.allowed.methods']),
    'cors.allowed.headers': hashOrder(
      all['cors.allowed.headers'].map((name) => name.toLowerCase()),
    ),
    'cors.exposed.headers': hashOrder(all['cors.exposed.headers'] ?? []),
  };
}

const ORIGINS = ['http://localhost:3000', 'https://app.example', 'http://localhost:3000/', 'null'];

const parameters: fc.Arbitrary<TomcatCorsParameters> = fc
  .record(
    {
      'cors.allowed.origins': fc.constantFrom(
        ORIGINS,
        ['http://localhost:3000', 'https://app.example'],
        ['http://localhost:3000/', 'null'],
        ['*'],
        ['*', 'http://localhost:3000'],
      ),
      'cors.allowed.methods': fc.constantFrom(
        ['GET', 'PUT', 'PATCH'],
        ['PROPFIND', 'PUT', 'GET'],
        ['DELETE'],
      ),
      'cors.allowed.headers': fc.constantFrom(
        ['X-Token', 'content-type'],
        ['content-type', 'x-token'],
        ['*'],
      ),
      'cors.exposed.headers': fc.subarray(['x-total', 'ETag'], { minLength: 1 }),
      'cors.support.credentials': fc.boolean(),
      'cors.preflight.maxage': fc.constantFrom(-1, 0, 600),
    },
    { requiredKeys: ['cors.allowed.origins'] },
  )
  // With `*`, credentials keep the application from starting.
  .filter((one) => one['cors.allowed.origins']?.join() !== '*' || !one['cors.support.credentials']);

/** Tomcat, embedded, with its own filter. */
export const tomcatCorsFilter: LabStack = {
  id: 'tomcat-cors-filter',
  stack: 'tomcat-cors-filter',
  proofOnly: true,
  version: async () => `Tomcat ${await debianVersion('libtomcat10-embed-java')}`,
  ready: debianReady(
    ['libtomcat10-embed-java', 'libtomcat10-java', JDK.package],
    [...jarPaths(JARS), JDK.path],
  ),
  project: (_, { cors, before = '' }) => ({ ...JAVA, [WEB_XML]: webXml(before, cors) }),
  build: javaBuild(JARS),
  command: javaProgram(JARS),
  failures: {
    'nothing-configured': { cors: '', unrecognised: true },
    'origin-not-listed': {
      cors: corsFilter({ ...usual, 'cors.allowed.origins': 'https://app.example' }),
    },
    'origin-misspelled': {
      cors: corsFilter({ ...usual, 'cors.allowed.origins': '{page}/' }),
    },
    'wildcard-with-credentials': {
      cors: corsFilter({ ...usual, 'cors.allowed.origins': '*' }),
      unrecognised: true,
    },
    'credentials-not-allowed': { cors: corsFilter(usual), unrecognised: true },
    'method-not-allowed': { cors: corsFilter(usual) },
    'header-not-allowed': { cors: corsFilter(usual) },
    'expose-missing': { cors: corsFilter(usual), unrecognised: true },
    'error-without-headers': {
      cors: corsFilter(usual),
      before: first('/api/boom', 500),
      unrecognised: true,
    },
    redirect: {
      cors: corsFilter(usual),
      before: first('/api/redirect', 302),
      unrecognised: true,
    },
    'two-layers': 'the filter runs once, and an application that sets the header replaces it',
  },
  paste: (files, snippets) =>
    withFile(files, WEB_XML, (text) =>
      insertBelow(text.replace(OWN, ''), OPENING, codeFor(WEB_XML, snippets)),
    ),
  model: labModel<TomcatCorsParameters>({
    settings: parameters,
    project: (_, all) => ({
      ...JAVA,
      [WEB_XML]: webXml('', ''),
      ...Object.fromEntries(
        all.map((one, index) => [
          `${index}/${WEB_XML}`,
          webXml('', corsFilter(parameterText(one))),
        ]),
      ),
    }),
    answer: (one, request) =>
      tomcatCorsModel(inHashOrder(one), labRoutes({ options: 405, method: 405 }))(request),
  }),
};
