import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import { JDK, jarPaths, javaBuild, javaProgram, labServlet } from '../java.ts';
import type { LabStack } from '../lab-stack.ts';
import { codeFor, insertBelow, withFile } from '../paste.ts';
import { nameless, usualFailures } from '../usual-failures.ts';

const PARTS = [
  'http',
  'io',
  'security',
  'server',
  'servlet',
  'servlets',
  'util',
  'webapp',
  'xml',
].map((name) => `jetty9-${name}`);
const JARS = [...PARTS, 'servlet-api'];
const WEB_XML = 'WEB-INF/web.xml';
const OPENING = '<web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="3.1">';

const MAIN = `
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.webapp.WebAppContext;

public class Main {
  public static void main(String[] arguments) throws Exception {
    Server server = new Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])));
    WebAppContext context = new WebAppContext(".", "/");
    context.setParentLoaderPriority(true);
    server.setHandler(context);
    server.start();
    server.join();
  }
}
`;

const SERVLET = [
  '<servlet><servlet-name>api</servlet-name><servlet-class>Api</servlet-class></servlet>',
  '<servlet-mapping><servlet-name>api</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>',
];

const BEGIN = '<!-- CORS begins -->';
const END = '<!-- CORS ends -->';
const OWN = new RegExp(`${BEGIN}[\\s\\S]*${END}`);

/** The developer's filter. Its defaults send preflights on to the servlet, which answers 405. */
const filter = (origin: string, more: Readonly<Record<string, string>> = {}) =>
  [
    '<filter><filter-name>own</filter-name>',
    '<filter-class>org.eclipse.jetty.servlets.CrossOriginFilter</filter-class>',
    ...Object.entries({ allowedOrigins: origin, allowCredentials: 'false', ...more }).map(
      ([name, value]) =>
        `<init-param><param-name>${name}</param-name><param-value>${value}</param-value></init-param>`,
    ),
    '</filter><filter-mapping><filter-name>own</filter-name>',
    '<url-pattern>/*</url-pattern></filter-mapping>',
  ].join('\n');

const allowing = (origin: string) => filter(origin, { chainPreflight: 'false' });

/** Jetty 9 with the filter of its servlets. */
export const jettyLab: LabStack = {
  id: 'jetty-9.4',
  stack: 'jetty',
  proofOnly: true,
  version: async () => `Jetty ${await debianVersion('libjetty9-java')}`,
  ready: debianReady(
    [JDK.package, 'libjetty9-java', 'libservlet-api-java'],
    [JDK.path, ...jarPaths(JARS)],
  ),
  project: (_, { cors }) => ({
    'Main.java': MAIN,
    'Api.java': labServlet('javax'),
    [WEB_XML]: ['<?xml version="1.0"?>', OPENING, BEGIN, cors, END, ...SERVLET, '</web-app>'].join(
      '\n',
    ),
  }),
  build: javaBuild(JARS),
  command: javaProgram(JARS),
  // Other servers name Jetty too.
  failures: nameless({
    ...usualFailures({
      allowing,
      star: 'it names the origin that asks, never a star',
    }),
    'nothing-configured': { cors: filter('{page}') },
  }),
  paste: (files, snippets) =>
    withFile(files, WEB_XML, (text) =>
      insertBelow(text.replace(OWN, ''), OPENING, codeFor(WEB_XML, snippets)),
    ),
  model: null,
};
