import type { Command, Place } from './server-process.ts';

const JAVA = '/usr/bin/java';
const JAVAC = '/usr/bin/javac';
/** Less optimizing, because the programs run only for seconds. */
const QUICK = ['-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/** What `debianReady` installs and checks, besides the libraries. */
export const JDK = { package: 'default-jdk-headless', path: JAVAC };

const jars = (names: readonly string[]): readonly string[] =>
  names.map((name) => `/usr/share/java/${name}.jar`);

/** The paths of Debian's jars. */
export const jarPaths = jars;

/** Compiles every Java file of the project. `first`: jars that come before Debian's. */
export const javaBuild =
  (names: readonly string[]) =>
  (_: Place): Command => ({
    program: '/bin/sh',
    args: [
      '-c',
      `${JAVAC} -J-XX:TieredStopAtLevel=1 -nowarn -d . -cp '${jars(names).join(':')}' *.java`,
    ],
  });

/** Runs the class `Main` with the port as its argument. */
export const javaProgram =
  (names: readonly string[]) =>
  ({ port }: Place): Command => ({
    program: JAVA,
    args: [...QUICK, '-cp', ['.', ...jars(names)].join(':'), 'Main', String(port)],
  });

/** A Java list of strings; JSON strings of plain ASCII are Java strings too. */
export const javaList = (values: readonly string[]): string =>
  `java.util.Arrays.asList(${values.map((value) => JSON.stringify(value)).join(', ')})`;

/** The routes of every lab project as a servlet; `api` is `javax` or `jakarta`. */
export const labServlet = (api: 'javax' | 'jakarta'): string => `
import ${api}.servlet.http.*;

public class Api extends HttpServlet {
  protected void service(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
    String path = request.getPathInfo();
    boolean data = path.equals("/api/data");
    String methods = data ? "GET HEAD POST PUT PATCH DELETE" : "GET HEAD";
    if (!data && !path.equals("/api/boom") && !path.equals("/api/redirect")) {
      response.setStatus(404);
    } else if (!methods.contains(request.getMethod())) {
      response.setStatus(405);
    } else if (path.equals("/api/boom")) {
      response.setStatus(500);
    } else if (path.equals("/api/redirect")) {
      response.setStatus(302);
      response.setHeader("Location", "/api/data");
    } else {
      response.setHeader("X-Total", "42");
      response.setContentType("application/json");
      response.getWriter().print("{\\"ok\\":true}");
    }
  }
}
`;
