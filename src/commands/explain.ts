/** `lekalo explain`: where a pattern came from. */
import { existsSync } from 'node:fs';
import type { Alias } from '../clean/decisions/aliases.ts';
import type { ExplainedSource, Explanation } from '../database/ledger/explain.ts';
import type { Context, Define, Report } from './command.ts';
import { parseWhole } from './numbers.ts';
import { renderExplanation } from './renderExplanation.ts';
import { withDatabase } from './withDatabase.ts';

interface ExplainFlags {
  readonly tenant: string;
  readonly aliases: string;
}

export const defineExplain: Define = (program, act) => {
  program
    .command('explain')
    .description('where a pattern came from: file, page, row, printed cells, what changed and why')
    .argument('<pattern-id>', 'the number of the pattern', parseWhole)
    .requiredOption('--tenant <slug>', 'whose it is')
    .option('--aliases <file>', 'the remembered decisions, to tell who decided and when', 'out/aliases.csv')
    .action(act(runExplain));
};

/** A source, with the decision that named it. */
export type DecidedSource = ExplainedSource & { readonly decision?: Alias };

export async function runExplain(context: Context, id: number, flags: ExplainFlags): Promise<Report> {
  const { explainPattern } = await import('../database/ledger/explain.ts');
  const { assertMigrated } = await import('../database/migrations/migrationState.ts');
  const explanation = await withDatabase(context, async (database) => {
    await assertMigrated(database);
    return explainPattern(database, flags.tenant, id);
  });
  const sources = await addDecisions(explanation.sources, context.path(flags.aliases));
  return { summary: summarise(explanation, sources), text: renderExplanation({ ...explanation, sources }) };
}

async function addDecisions(sources: readonly ExplainedSource[], path: string): Promise<DecidedSource[]> {
  if (!sources.some(({ matchedBy }) => matchedBy.includes('decision')) || !existsSync(path)) return [...sources];
  const { readAliases } = await import('../clean/decisions/readAliases.ts');
  const { decisionKey, decisionText, indexDecisions } = await import('../clean/decisions/aliases.ts');
  const decisions = indexDecisions(await readAliases(path));
  return sources.map((source) => {
    const { rawBrand: brand, rawModel: model, rawYear: year, rawDescription: description } = source;
    const decision = decisions.get(decisionKey(decisionText({ brand, model, year, description })));
    return decision && source.matchedBy.includes('decision') ? { ...source, decision } : source;
  });
}

function summarise({ pattern, changes, imports }: Explanation, sources: readonly DecidedSource[]): object {
  const { yearFrom, yearTo, bodyType, ...rest } = pattern;
  return {
    pattern: { ...rest, year_from: yearFrom, year_to: yearTo, body_type: bodyType },
    sources: sources.map(({ source, page, row, matchedBy, confidence, importId, decision, ...raw }) => ({
      source,
      page,
      row,
      raw: { brand: raw.rawBrand, model: raw.rawModel, year: raw.rawYear, description: raw.rawDescription },
      matched_by: matchedBy,
      confidence,
      import_id: importId,
      ...(decision ? { decided_by: decision.decidedBy, decided_at: decision.decidedAt } : {}),
    })),
    changes: changes.map(({ importId, before, after }) => ({ import_id: importId, before, after })),
    imports: imports.map(({ id, file, sha256, actor, startedAt, undoneAt }) => ({
      id,
      file,
      sha256,
      actor,
      started_at: startedAt,
      undone_at: undoneAt,
    })),
  };
}
