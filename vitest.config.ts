import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'unit',
    include: ['{src,tools}/**/*.test.ts'],
    environment: 'node',
    // Pure code leaves nothing behind: a process for each file would take twice the time.
    pool: 'threads',
    isolate: false,
    // One core fewer, which is what it leaves free, would be half of a small machine.
    maxWorkers: '100%',
    // A limit for what hangs, not for a busy machine.
    testTimeout: 60_000,
    setupFiles: ['tools/fast-check-seed.ts'],
  },
});
