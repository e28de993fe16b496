import { expect } from 'playwright/test';

/**
 * What SARIF 2.1.0 asks of a file, as far as Crosscheck writes it.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function expectSarif(text: string): {
  readonly results: readonly { readonly ruleId: string; readonly level: string }[];
  readonly invocations: readonly { readonly executionSuccessful: boolean }[];
} {
  const sarif = JSON.parse(text);
  expect(sarif.version).toBe('2.1.0');
  expect(sarif.$schema).toContain('sarif-schema-2.1.0.json');
  const [run, ...more] = sarif.runs;
  expect(more).toEqual([]);
  const { driver } = run.tool;
  expect(driver.name).toBe('Crosscheck');
  const rules: string[] = driver.rules.map(({ id }: { readonly id: string }) => id);
  expect(new Set(rules).size).toBe(rules.length);
  for (const { ruleId, level, message, locations } of run.results) {
    expect(rules).toContain(ruleId);
    expect(level).toMatch(/^(error|warning|note|none)$/);
    expect(message.text).not.toBe('');
    const [{ physicalLocation }] = locations;
    expect(() => new URL(physicalLocation.artifactLocation.uri, 'file:///')).not.toThrow();
    expect(physicalLocation.region.startLine).toBe(1);
  }
  return run;
}
