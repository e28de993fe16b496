import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { fitsAnyShell, jsonList, shellString } from '../kit/literals.ts';
import { hostSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The URL of an AWS Lambda function, with CORS settings of its own. */
export const awsLambdaUrl = settingsStack({
  id: 'aws-lambda-url',
  label: phrase`AWS Lambda · function URL`.fr`AWS Lambda · URL de fonction`,
  kind: 'platform',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors',
  marks: [
    hostSignal(
      0.97,
      /\.lambda-url\.[a-z0-9-]+\.on\.aws$/,
      say`Function URLs of Lambda have such hosts.`
        .fr`Les URL de fonction de Lambda utilisent de tels hôtes.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  onlyMethods: ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'],
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const fields = [
      `"AllowOrigins": ${jsonList(origins)}`,
      ...(credentials ? ['"AllowCredentials": true'] : []),
      `"AllowMethods": ${jsonList(methods)}`,
      ...(headers.length > 0 ? [`"AllowHeaders": ${jsonList(headers)}`] : []),
      ...(expose.length > 0 ? [`"ExposeHeaders": ${jsonList(expose)}`] : []),
    ].join(', ');
    if (!fitsAnyShell(fields)) return null;
    return [
      fileSnippet(
        'terminal',
        'shell',
        say`Set ${code('FUNCTION')} to the function’s name. Then run this with the AWS CLI. It
          replaces the CORS settings of the function URL.`
          .fr`Donnez à ${code('FUNCTION')} le nom de la fonction. Exécutez ensuite ceci avec l’AWS
          CLI. La commande remplace les réglages CORS de l’URL de fonction.`,
        [
          'aws lambda update-function-url-config --function-name "$FUNCTION" \\',
          `  --cors ${shellString(`{${fields}}`)}`,
        ],
      ),
    ];
  },
  notes: [
    say`Take the CORS headers out of the function’s code: Lambda adds its own lines to them, and
      browsers reject two.`
      .fr`Retirez les en-têtes CORS du code de la fonction : Lambda y ajoute ses propres lignes, et
      les navigateurs rejettent un en-tête envoyé deux fois.`,
  ],
  instead: [
    {
      id: 'lambda-url',
      fits: ({ finding }) => finding.cause === 'multiple-allow-origin-values',
      words: () =>
        say`Take the CORS headers out of the function’s code, or remove the CORS settings of the
          function URL (${code('FunctionUrlConfig')}). Lambda adds its own lines to those of the
          code.`
          .fr`Retirez les en-têtes CORS du code de la fonction, ou supprimez les réglages CORS de
          l’URL de fonction (${code('FunctionUrlConfig')}). Lambda ajoute ses propres lignes à
          celles du code.`,
    },
  ],
});
