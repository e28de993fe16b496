import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'unit',
    include: ['src/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['e2e/run/fast-check-seed.ts'],
  },
});
