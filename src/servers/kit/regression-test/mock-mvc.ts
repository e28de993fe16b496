import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import { javaString } from '../literals.ts';
import type { Snippet } from '../stack.ts';
import { type Checks, checksOf, testSnippet, when } from './checks.ts';

/**
 * JUnit with Spring's MockMvc, which runs the filters of the application. Never run: the lab has no
 * Spring Boot.
 * @see https://docs.spring.io/spring-framework/reference/testing/mockmvc.html
 */
export function mockMvc(requirement: AnswerRequirement): Snippet {
  const checks = checksOf(requirement);
  return testSnippet(
    checks,
    {
      file: 'src/test/java/CorsTests.java',
      language: 'java',
      place: say`Save this below the same ${code('package')} line as your application class. Run it
        with ${code('mvn test -Dtest=CorsTests')} or ${code('gradle test --tests CorsTests')}. We wrote
        it from Spring’s documentation and could not run it.`.fr`Enregistrez ce test sous la même
        ligne ${code('package')} que la classe de votre application. Lancez-le avec
        ${code('mvn test -Dtest=CorsTests')} ou ${code('gradle test --tests CorsTests')}. Nous
        l’avons écrit d’après la documentation de Spring et n’avons pas pu le lancer.`,
    },
    [...head(checks), ...preflightTest(checks), ...requestTest(checks), '}'],
  );
}

const STATIC = [
  'org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options',
  'org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request',
  'org.springframework.test.web.servlet.result.MockMvcResultMatchers.header',
  'org.springframework.test.web.servlet.result.MockMvcResultMatchers.status',
];

function matchers(checks: Checks): readonly string[] {
  const lists = checks.headers.length > 0 || checks.expose.length > 0;
  return [
    ...when(checks.listsMethods, ['containsString']),
    ...when(lists, ['containsStringIgnoringCase']),
    ...when(!checks.credentials, ['oneOf']),
  ];
}

function head(checks: Checks): readonly string[] {
  const { path, origin } = checks;
  const preflight = checks.preflightMethods.length > 0;
  return [
    ...matchers(checks).map((name) => `import static org.hamcrest.Matchers.${name};`),
    ...STATIC.filter((name) => preflight || !/options|status/.test(name)).map(
      (name) => `import static ${name};`,
    ),
    '',
    'import java.net.URI;',
    'import org.junit.jupiter.api.Test;',
    'import org.springframework.beans.factory.annotation.Autowired;',
    'import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;',
    'import org.springframework.boot.test.context.SpringBootTest;',
    'import org.springframework.http.HttpMethod;',
    'import org.springframework.test.web.servlet.MockMvc;',
    '',
    '@SpringBootTest',
    '@AutoConfigureMockMvc',
    'class CorsTests {',
    `  private static final URI PATH = URI.create(${javaString(path)});`,
    `  private static final String ORIGIN = ${javaString(origin)};`,
    '',
    '  @Autowired private MockMvc mvc;',
  ];
}

function preflightTest(checks: Checks): readonly string[] {
  const { preflightMethods, listsMethods, headers } = checks;
  if (preflightMethods.length === 0) return [];
  return [
    '',
    '  @Test',
    '  void preflightPasses() throws Exception {',
    `    for (String method : new String[] {${preflightMethods.map(javaString).join(', ')}}) {`,
    '      mvc.perform(',
    '              options(PATH)',
    ...requestLines(checks, '                  '),
    '                  .header("Origin", ORIGIN)',
    ...when(headers.length > 0, [
      `                  .header("Access-Control-Request-Headers", ${javaString(headers.join(','))})`,
    ]),
    '                  .header("Access-Control-Request-Method", method))',
    '          .andExpect(status().is2xxSuccessful())',
    ...when(listsMethods, [
      '          .andExpect(header().string("Access-Control-Allow-Methods", containsString(method)))',
    ]),
    ...listLines('Access-Control-Allow-Headers', headers, '          '),
    ...originLines(checks, '          '),
    '    }',
    '  }',
  ];
}

function requestTest(checks: Checks): readonly string[] {
  return [
    '',
    '  @Test',
    '  void pageCanReadResponse() throws Exception {',
    '    mvc.perform(',
    `            request(HttpMethod.valueOf(${javaString(checks.method)}), PATH)`,
    ...requestLines(checks, '                '),
    '                .header("Origin", ORIGIN))',
    ...listLines('Access-Control-Expose-Headers', checks.expose, '        '),
    ...originLines(checks, '        '),
    '  }',
  ];
}

const requestLines = ({ secure }: Checks, indent: string): readonly string[] =>
  when(secure, [`${indent}.secure(true)`]);

function originLines({ credentials }: Checks, indent: string): readonly string[] {
  return [
    ...when(credentials, [
      `${indent}.andExpect(header().string("Access-Control-Allow-Credentials", "true"))`,
    ]),
    `${indent}.andExpect(header().string("Access-Control-Allow-Origin", ${credentials ? 'ORIGIN' : 'oneOf(ORIGIN, "*")'}));`,
  ];
}

function listLines(header: string, names: readonly string[], indent: string): readonly string[] {
  return names.map(
    (name) =>
      `${indent}.andExpect(header().string("${header}", containsStringIgnoringCase(${javaString(name)})))`,
  );
}
