import { afterEach, expect, test } from 'vitest';
import { speak } from '../../../model/language.ts';
import { plainText } from '../../../model/prose.ts';
import { addNames } from './add-names.ts';

afterEach(() => speak('en'));

test.each([
  ['en', 'methods', ['PUT'], 'Add the method PUT to allow.'],
  ['en', 'methods', ['PUT', 'PATCH'], 'Add the methods PUT and PATCH to allow.'],
  ['en', 'headers', ['x-a'], 'Add the request header x-a to allow.'],
  ['en', 'headers', ['x-a', 'x-b'], 'Add the request headers x-a and x-b to allow.'],
  ['en', 'expose', ['x-a'], 'Add the response header x-a to allow.'],
  ['en', 'expose', ['x-a', 'x-b'], 'Add the response headers x-a and x-b to allow.'],
  ['fr', 'methods', ['PUT'], 'Ajoutez la méthode PUT à allow.'],
  ['fr', 'methods', ['PUT', 'PATCH'], 'Ajoutez les méthodes PUT et PATCH à allow.'],
  ['fr', 'headers', ['x-a'], 'Ajoutez l’en-tête de requête x-a à allow.'],
  ['fr', 'headers', ['x-a', 'x-b'], 'Ajoutez les en-têtes de requête x-a et x-b à allow.'],
  ['fr', 'expose', ['x-a'], 'Ajoutez l’en-tête de réponse x-a à allow.'],
  ['fr', 'expose', ['x-a', 'x-b'], 'Ajoutez les en-têtes de réponse x-a et x-b à allow.'],
] as const)('the nouns agree with their names, in %s: %s %j', (language, kind, names, text) => {
  speak(language);
  expect(plainText(addNames(kind, names, 'allow'))).toBe(text);
});
