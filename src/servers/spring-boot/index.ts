import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { namedOptions } from '../kit/cors-options.ts';
import { javaString } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { mockMvc } from '../kit/regression-test/mock-mvc.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { added, namedLines } from '../kit/snippet-lines.ts';
import {
  PERMIT_METHODS,
  SPRING_NAMES,
  SPRING_NOTE,
  SPRING_SIGNALS,
  springCors,
  springMethods,
} from '../kit/spring.ts';
import type { Snippet } from '../kit/stack.ts';

/** Spring MVC under Spring Boot with WebMvcConfigurer; `@CrossOrigin` runs the same code. */
export const springBoot = optionsStack({
  id: 'spring-boot',
  label: 'Spring Boot · WebMvcConfigurer',
  kind: 'code',
  docs: 'https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html',
  basis: 'documented',
  signals: SPRING_SIGNALS,
  defaults: { methods: PERMIT_METHODS, headers: 'any', maxAge: 1800 },
  methods: springMethods,
  snippets: (proposal) => [configurer(proposal)],
  test: mockMvc,
  restart: () => BUILD_AGAIN,
  notes: () => [
    say`If you use Spring Security, take the fix for it instead: it answers first.`
      .fr`Si vous utilisez Spring Security, prenez plutôt sa correction : il répond en premier.`,
    say`Spring adds the lists of a ${code('@CrossOrigin')} on a controller to these.`
      .fr`Spring ajoute à ces listes celles d’une annotation ${code('@CrossOrigin')} placée sur un
      contrôleur.`,
    SPRING_NOTE,
  ],
  answer: ({ options }, application) => {
    const permitted = { allowedMethods: PERMIT_METHODS, allowedHeaders: ['*'] };
    const config = { ...permitted, ...namedOptions(options, SPRING_NAMES) };
    return springCors(config, '6.2', application);
  },
});

function configurer({ options }: Proposal): Snippet {
  const calls = namedLines(options, SPRING_NAMES, (name, value) => [
    `.${name}(${typeof value === 'object' ? value.map(javaString).join(', ') : value})`,
  ]);
  return {
    file: 'CorsConfig.java',
    language: 'java',
    place: say`Paste into a new file beside the class with ${code('@SpringBootApplication')}, below
      the same ${code('package')} line. If there is a ${code('WebMvcConfigurer')} already, paste
      only the method into it.`.fr`Collez dans un nouveau fichier à côté de la classe annotée
      ${code('@SpringBootApplication')}, sous la même ligne ${code('package')}. S’il y a déjà un
      ${code('WebMvcConfigurer')}, collez-y seulement la méthode.`,
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
      ...calls.map(
        ({ text }, index) => `            ${text}${index === calls.length - 1 ? ';' : ''}`,
      ),
      '    }',
      '}',
    ].map(added),
  };
}
