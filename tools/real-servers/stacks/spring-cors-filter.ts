import fc from 'fast-check';
import { type SpringCorsConfiguration, springCors } from '../../../src/servers/kit/spring.ts';
import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import { JDK, jarPaths, javaBuild, javaList, javaProgram, labServlet } from '../java.ts';
import { type LabStack, labModel } from '../lab-stack.ts';
import { codeFor } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const JARS = [
  ...['web', 'core', 'beans', 'context'].map((name) => `spring3-${name}`),
  'commons-logging',
  ...['server', 'servlet', 'http', 'io', 'util', 'security'].map((name) => `jetty9-${name}`),
  'servlet-api',
];
const CONFIG = 'CorsConfig.java';

/** A Jetty. Before the servlet is the filter that `CorsConfig` makes, if that class exists. */
const MAIN = `
import java.net.InetSocketAddress;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;

public class Main {
  static final ContextHandlerCollection CONTEXTS = new ContextHandlerCollection();

  public static void main(String[] arguments) throws Exception {
    Server server = new Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])));
    server.setHandler(CONTEXTS);
    add("/", corsFilter());
    Generated.addAll();
    server.start();
    server.join();
  }

  static Filter corsFilter() throws Exception {
    try {
      Class<?> config = Class.forName("CorsConfig");
      return (Filter) config.getMethod("corsFilter").invoke(config.getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException none) {
      return null;
    }
  }

  static void add(String path, Filter filter) {
    ServletContextHandler context = new ServletContextHandler(CONTEXTS, path);
    EnumSet<DispatcherType> requests = EnumSet.of(DispatcherType.REQUEST);
    if (filter != null) context.addFilter(new FilterHolder(filter), "/*", requests);
    context.addServlet(Api.class, "/*");
  }
}
`;

const generatedFile = (lines: readonly string[]): string => `
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

class Generated {
  static void addAll() {
    CorsConfiguration config;
    ${lines.join('\n    ')}
  }

  static CorsFilter filter(CorsConfiguration config) {
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", config);
    return new CorsFilter(source);
  }
}
`;

/** The setters for a configuration. */
function setters(config: SpringCorsConfiguration): readonly string[] {
  const value = (one: unknown) => {
    if (Array.isArray(one)) return javaList(one);
    return typeof one === 'number' ? `${one}L` : String(one);
  };
  return Object.entries(config).map(
    ([name, one]) => `config.set${name.replace(/^./, (a) => a.toUpperCase())}(${value(one)});`,
  );
}

/** As the documentation has it. */
const configFile = (lines: string): string => `
import org.springframework.web.cors.*;
import org.springframework.web.filter.CorsFilter;

public class CorsConfig {
  public CorsFilter corsFilter() {
    CorsConfiguration config = new CorsConfiguration();
    ${lines}
    return Generated.filter(config);
  }
}
`;

const cors = (config: SpringCorsConfiguration) => setters(config).join('\n    ');
const USUAL: SpringCorsConfiguration = {
  allowedOrigins: ['{page}'],
  allowedMethods: ['GET', 'PUT'],
  allowedHeaders: ['content-type'],
};

const JAVA = {
  'Main.java': MAIN,
  'Api.java': labServlet('javax'),
  'Generated.java': generatedFile([]),
};

const configuration: fc.Arbitrary<SpringCorsConfiguration> = fc.record(
  {
    allowedOrigins: fc.subarray(
      ['http://localhost:3000', 'HTTPS://App.example', 'http://localhost:3000/', '*', 'null'],
      { minLength: 1 },
    ),
    allowedMethods: fc.constantFrom(['*'], ['GET', 'PUT', 'PATCH'], ['PUT', 'PROPFIND', 'DELETE']),
    allowedHeaders: fc.constantFrom(['*'], ['X-Token', 'content-type'], ['content-type'], []),
    exposedHeaders: fc.subarray(['x-total', 'ETag']),
    allowCredentials: fc.boolean(),
    maxAge: fc.constantFrom(0, 600),
  },
  { requiredKeys: ['allowedOrigins'] },
);

/** Spring's filter in a Jetty. */
export const springCorsFilter: LabStack = {
  id: 'spring-cors-filter',
  stack: 'spring-cors-filter',
  proofOnly: true,
  version: async () =>
    `Spring ${await debianVersion('libspring-web-java')}, Jetty ${await debianVersion('libjetty9-java')}`,
  ready: debianReady(
    ['libspring-web-java', 'libspring-context-java', 'libjetty9-java', JDK.package],
    [...jarPaths(JARS), JDK.path],
  ),
  project: (_, { cors: lines }) => ({
    ...JAVA,
    ...(lines === '' ? {} : { [CONFIG]: configFile(lines) }),
  }),
  build: javaBuild(JARS),
  command: javaProgram(JARS),
  failures: {
    'nothing-configured': { cors: '', unrecognised: true },
    'origin-not-listed': { cors: cors({ ...USUAL, allowedOrigins: ['https://app.example'] }) },
    'origin-misspelled': { cors: cors({ ...USUAL, allowedOrigins: ['{page}/'] }) },
    'wildcard-with-credentials': {
      cors: cors({ ...USUAL, allowedOrigins: ['*'] }),
      unrecognised: true,
    },
    'credentials-not-allowed': { cors: cors(USUAL), unrecognised: true },
    'method-not-allowed': { cors: cors(USUAL) },
    'header-not-allowed': { cors: cors(USUAL) },
    'expose-missing': { cors: cors(USUAL), unrecognised: true },
    'error-without-headers': {
      cors: cors({ ...USUAL, allowedOrigins: ['https://app.example'] }),
    },
    redirect: { cors: cors({ ...USUAL, allowedOrigins: ['https://app.example'] }) },
    'two-layers': 'the filter does nothing where the header is set already',
  },
  paste: (files, snippets) => ({ ...files, [CONFIG]: codeFor(CONFIG, snippets) }),
  model: labModel<SpringCorsConfiguration>({
    settings: configuration,
    project: (_, all) => ({
      ...JAVA,
      'Generated.java': generatedFile(
        all.flatMap((one, index) => [
          'config = new CorsConfiguration();',
          ...setters(one),
          `Main.add("/${index}", filter(config));`,
        ]),
      ),
    }),
    answer: (config, request) =>
      springCors(config, '5.1', labRoutes({ options: 405, method: 405 }))(request),
  }),
};
