/** An import in words. */
import type { ImportCounts, ImportResult } from '../database/imports/import.ts';
import { renderChange } from '../database/imports/importDiff.ts';

/** The summary of one file for one tenant, every cleaned row's pattern counted. */
export function renderImport(result: ImportResult): string {
  const { brands, models, patterns } = result;
  const listed = patterns.inserted + patterns.updated + patterns.unchanged;
  const lines = [
    `${result.rows} cleaned rows → ${listed} patterns of ${result.tenant}, ${result.category}`,
    renderCounts('brands', brands),
    renderCounts('models', models),
    `${renderCounts('patterns', patterns)}, retired ${patterns.retired}`,
  ];
  if (result.refusal !== undefined) lines.push(`the real run would be refused: ${result.refusal}`);
  if (result.dryRun) lines.push('dry run: nothing was written');
  else if (result.importId === null) lines.push('nothing changed: the ledger has no new line');
  else lines.push(`import ${result.importId} in the ledger`);
  return [...(result.changes ?? []).map(renderChange), ...moreChanges(result), ...lines].join('\n');
}

function renderCounts(name: string, { inserted, updated, unchanged }: ImportCounts): string {
  return `  ${name.padEnd(8)} inserted ${inserted}, updated ${updated}, unchanged ${unchanged}`;
}

function moreChanges({ changes, patterns }: ImportResult): string[] {
  if (!changes) return [];
  const more = patterns.inserted + patterns.updated + patterns.retired - changes.length;
  return more > 0 ? [`… and ${more} more`] : [];
}
