import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { speak } from '../model/language.ts';
import { rich } from './rich.tsx';

afterEach(() => {
  speak('en');
  vi.restoreAllMocks();
});

describe('a text with elements in it', () => {
  const text = (count: number) =>
    rich`Press ${createElement('kbd', null, '/')}
      to filter: ${count} left.`.fr`Appuyez sur ${createElement('kbd', null, '/')}
      pour filtrer : reste ${count}.`;

  test.each([
    ['en', 'Press <kbd>/</kbd> to filter: 2 left.'],
    ['fr', 'Appuyez sur <kbd>/</kbd> pour filtrer\u00a0: reste 2.'],
  ] as const)('is drawn in the language that is spoken, %s', (language, drawn) => {
    speak(language);
    expect(renderToStaticMarkup(text(2))).toBe(drawn);
  });

  test('takes its values as text, never as HTML', () => {
    expect(renderToStaticMarkup(rich`Not ${'<b>'}.`.fr`Pas ${'<b>'}.`)).toBe('Not &lt;b&gt;.');
  });

  test('gives React nothing to complain about', () => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
    renderToStaticMarkup(createElement('p', null, text(2)));
    expect(complain).not.toHaveBeenCalled();
  });
});
