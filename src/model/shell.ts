/** The shells that a command is copied for. Bash, zsh and fish read the same words alike. */
export const SHELLS = ['bash', 'powershell', 'cmd'] as const;
export type Shell = (typeof SHELLS)[number];

/** What people call them. */
export const SHELL_NAMES: { readonly [Id in Shell]: string } = {
  bash: 'bash, zsh, fish',
  powershell: 'PowerShell',
  cmd: 'cmd',
};

/** The shell that most people paste into, by what browsers call the platform (`Win32`, `MacIntel`). */
export const usualShell = (platform: string): Shell =>
  /^win/i.test(platform) ? 'powershell' : 'bash';
