import { code, prose } from '../../model/prose.ts';
import { fitsAnyShell, jsonList, shellString } from '../kit/literals.ts';
import { hostSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The URL of an AWS Lambda function, with CORS settings of its own. */
export const awsLambdaUrl = settingsStack({
  id: 'aws-lambda-url',
  label: 'AWS Lambda · function URL',
  kind: 'platform',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors',
  marks: [
    hostSignal(
      0.97,
      /\.lambda-url\.[a-z0-9-]+\.on\.aws$/,
      prose`Function URLs of Lambda have such hosts.`,
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
        prose`Set ${code('FUNCTION')} to the function’s name. Then run this with the AWS CLI. It replaces
          the CORS settings of the function URL.`,
        [
          'aws lambda update-function-url-config --function-name "$FUNCTION" \\',
          `  --cors ${shellString(`{${fields}}`)}`,
        ],
      ),
    ];
  },
  notes: [
    prose`Take the CORS headers out of the function’s code: Lambda adds its own lines to them, and
      browsers reject two.`,
  ],
  instead: [
    {
      id: 'lambda-url',
      fits: ({ finding }) => finding.cause === 'multiple-allow-origin-values',
      words: () =>
        prose`Take the CORS headers out of the function’s code, or remove the CORS settings of the function
          URL (${code('FunctionUrlConfig')}). Lambda adds its own lines to those of the code.`,
    },
  ],
});
