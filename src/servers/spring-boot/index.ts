import { code } from '../../model/prose.ts';
import { added } from '../kit/lines.ts';
import { javaString } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { mockMvc } from '../kit/regression-test/mock-mvc.ts';
import { PERMIT_METHODS, SPRING_NOTE, SPRING_SIGNALS, springCors } from '../kit/spring.ts';
import type { Snippet } from '../kit/stack.ts';

/** Spring MVC under Spring Boot, by WebMvcConfigurer; its `@CrossOrigin` is the same code. */
export const springBoot = optionsStack({
  id: 'spring-boot',
  label: 'Spring Boot · WebMvcConfigurer',
  docs: 'https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html',
  basis: 'documented',
  signals: SPRING_SIGNALS,
  defaults: { methods: PERMIT_METHODS, headers: 'any', maxAge: 1800 },
  snippets: (proposal) => [configurer(proposal)],
  test: mockMvc,
  notes: () => [
    SPRING_NOTE,
    [
      'With ',
      code('@CrossOrigin'),
      ' on a controller both apply: Spring adds its lists to these. With Spring Security in the ',
      'application take the fix for that instead: it answers first.',
    ],
  ],
  answer: ({ requirement, options }, application) =>
    springCors(
      {
        ...options,
        methods: methodsOf({ requirement, options }),
        headers: options.headers?.value ?? 'any',
      },
      application,
    ),
});

/** With the request's own method: the list counts for requests without a preflight as well. */
function methodsOf({ requirement, options }: Pick<Proposal, 'requirement' | 'options'>) {
  return [...new Set([...(options.methods?.value ?? PERMIT_METHODS), requirement.method])];
}

function configurer(proposal: Proposal): Snippet {
  const { options } = proposal;
  const list = (values: readonly string[]) => values.map(javaString).join(', ');
  const methods = methodsOf(proposal);
  const calls = [
    `.allowedOrigins(${list(options.origins.value)})`,
    ...(methods.length > PERMIT_METHODS.length ? [`.allowedMethods(${list(methods)})`] : []),
    ...(options.headers ? [`.allowedHeaders(${list(options.headers.value)})`] : []),
    ...(options.expose ? [`.exposedHeaders(${list(options.expose.value)})`] : []),
    ...(options.credentials ? ['.allowCredentials(true)'] : []),
    ...(options.maxAge ? [`.maxAge(${options.maxAge.value})`] : []),
  ];
  return {
    file: 'CorsConfig.java',
    language: 'java',
    place: [
      'A file of its own beside the class with ',
      code('@SpringBootApplication'),
      ', below that class’s ',
      code('package'),
      ' line; or the method alone in the ',
      code('WebMvcConfigurer'),
      ' that is there.',
    ],
    lines: [
      'import org.springframework.context.annotation.Configuration;',
      'import org.springframework.web.servlet.config.annotation.CorsRegistry;',
      'import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;',
      '',
      '@Configuration',
      'class CorsConfig implements WebMvcConfigurer {',
      '    @Override',
      '    public void addCorsMappings(CorsRegistry registry) {',
      '        registry.addMapping("/**")',
      ...calls.map((call, index) => `            ${call}${index === calls.length - 1 ? ';' : ''}`),
      '    }',
      '}',
    ].map(added),
  };
}
