/** The shells that a command is copied for. Bash, zsh and fish parse the same quoting. */
export const SHELLS = ['bash', 'powershell', 'cmd'] as const;
export type Shell = (typeof SHELLS)[number];

/** Their usual names. */
export const SHELL_NAMES: { readonly [Id in Shell]: string } = {
  bash: 'bash, zsh, fish',
  powershell: 'PowerShell',
  cmd: 'cmd',
};

/** The shell that most people use on this platform, as browsers name it (`Win32`, `MacIntel`). */
export const usualShell = (platform: string): Shell =>
  /^win/i.test(platform) ? 'powershell' : 'bash';
