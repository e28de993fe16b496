export { credentialsSnippets } from './page-credentials.ts';
