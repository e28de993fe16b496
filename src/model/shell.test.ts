import { expect, test } from 'vitest';
import { usualShell } from './shell.ts';

test.each([
  ['Win32', 'powershell'],
  ['Windows', 'powershell'],
  ['MacIntel', 'bash'],
  ['Linux x86_64', 'bash'],
  ['Darwin', 'bash'],
  ['', 'bash'],
])(
  'on the platform "%s" commands are for %s until the user picks another shell',
  (platform, shell) => {
    expect(usualShell(platform)).toBe(shell);
  },
);
