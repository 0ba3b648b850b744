/** An explanation in words. */
import type { ExplainedPattern, Explanation } from '../database/ledger/explain.ts';
import type { ImportRun } from '../database/ledger/ledger.ts';
import type { DecidedSource } from './explain.ts';

export function renderExplanation(
  explanation: Omit<Explanation, 'sources'> & { readonly sources: readonly DecidedSource[] },
): string {
  const { pattern, sources, changes, imports } = explanation;
  const lines = [renderPattern(pattern)];
  const from = pattern.metadata['body_type_from'];
  if (from !== undefined) {
    const others = pattern.metadata['body_types'];
    const usual = Array.isArray(others) ? ` (usual ones: ${others.join(', ')})` : '';
    lines.push(`  body type ${pattern.bodyType}: not printed, from the ${String(from)}${usual}`);
  }
  if (sources.length === 0) lines.push('  no import listed it: it was put in by hand');
  for (const source of sources) lines.push(...renderSource(source, pattern, imports));
  for (const { importId, before, after } of changes) {
    lines.push(`  import ${importId} changed ${JSON.stringify(before)} → ${JSON.stringify(after)}`);
  }
  return lines.join('\n');
}

function renderPattern(pattern: ExplainedPattern): string {
  const { yearFrom, yearTo } = pattern;
  const years = yearFrom === null && yearTo === null ? '' : `${yearFrom ?? ''}–${yearTo ?? ''}`;
  const vehicle = [pattern.brand, pattern.model, pattern.generation, years, pattern.bodyType].filter((part) => part);
  const attributes = Object.entries(pattern.attributes).map(([name, value]) => `${name} ${String(value)}`);
  const state = pattern.available ? 'available' : 'not available';
  return [
    `pattern ${pattern.id} of ${pattern.tenant}: ${pattern.category} ${vehicle.join(' ')}`,
    ...attributes,
    state,
  ].join(', ');
}

function renderSource(source: DecidedSource, pattern: ExplainedPattern, imports: readonly ImportRun[]): string[] {
  const run = imports.find(({ id }) => id === source.importId);
  const by = run ? ` (${run.file} of ${run.startedAt} by ${run.actor})` : '';
  const cells = [source.rawBrand, source.rawModel, source.rawYear, source.rawDescription];
  const lines = [
    `  ${source.source} page ${source.page} row ${source.row}, import ${source.importId}${by}`,
    `    printed     ${cells.map((cell) => cell || '–').join(' | ')}`,
    `    understood  ${source.rawBrand || '–'} → ${pattern.brand}, ${source.rawModel || '–'} → ${pattern.model}`,
    `    found by    ${source.matchedBy || '–'}, confidence ${source.confidence.toFixed(2)}`,
  ];
  if (source.decision) lines.push(`    decided by  ${source.decision.decidedBy} at ${source.decision.decidedAt}`);
  return lines;
}
