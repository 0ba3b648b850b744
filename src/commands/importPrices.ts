/** `lekalo import-prices`: a price list into the database, for one tenant. */
import { basename } from 'node:path';
import type { ImportPricesResult } from '../database/imports/importPrices.ts';
import type { PriceFault } from '../database/prices/priceLines.ts';
import type { PlannedPrice, PriceChange } from '../database/prices/pricePlan.ts';
import { type Context, type Define, EXIT_STRICT, type Report } from './command.ts';
import { actorOf, DEFAULT_WAIT_SECONDS } from './import.ts';
import { parseWhole } from './numbers.ts';
import { withDatabase } from './withDatabase.ts';

interface PricesFlags {
  readonly tenant: string;
  readonly dryRun?: boolean;
  readonly rejects?: string;
  readonly strict?: boolean;
  readonly wait: number;
}

export const defineImportPrices: Define = (program, act) => {
  program
    .command('import-prices')
    .description('load prices.csv for a tenant; a new price closes the old one, history is kept')
    .argument('<prices.csv>', 'category,option,value,body_type,price,currency,valid_from,valid_to')
    .requiredOption('--tenant <slug>', 'whose prices they are')
    .option('--dry-run', 'tell every change, then roll it back')
    .option('--rejects <file>', 'load the lines that are right and write the others here, with the reason')
    .option('--strict', 'exit with 5 if lines were rejected')
    .option('--wait <seconds>', 'how long to wait for another import of the tenant', parseWhole, DEFAULT_WAIT_SECONDS)
    .action(act(runImportPrices));
};

export async function runImportPrices(context: Context, file: string, flags: PricesFlags): Promise<Report> {
  const { importPrices } = await import('../database/imports/importPrices.ts');
  const { assertMigrated } = await import('../database/migrations/migrationState.ts');
  const result = await withDatabase(context, async (database) => {
    await assertMigrated(database);
    return importPrices(database, context.path(file), {
      tenant: flags.tenant,
      dryRun: flags.dryRun ?? false,
      rejectBad: flags.rejects !== undefined,
      actor: actorOf(context),
      waitMs: flags.wait * 1000,
      onWaiting: (holder) => context.note(`waiting: '${flags.tenant}' is being changed by ${holder}`),
    });
  });
  if (flags.rejects !== undefined && !result.dryRun) {
    await writeFaults(context.path(flags.rejects), basename(file), result.rejects);
  }
  return {
    summary: summarise(result),
    text: renderPrices(file, result),
    exitCode: flags.strict && result.rejects.length > 0 ? EXIT_STRICT : 0,
  };
}

async function writeFaults(path: string, source: string, faults: readonly PriceFault[]): Promise<void> {
  const { writeRejects } = await import('../csv/rejects.ts');
  const rejects = faults.map(({ line, fault }) => ({ source, page: 0, row: line, text: fault }));
  await writeRejects(
    path,
    'import-prices',
    rejects.map((reject) => ({ ...reject, stage: 'import-prices', reason: 'bad-value' })),
  );
}

function summarise(result: ImportPricesResult): object {
  const { inserted, updated, closed, unchanged } = result;
  return {
    tenant: result.tenant,
    dry_run: result.dryRun,
    import_id: result.importId,
    lines: result.lines,
    prices: { inserted, updated, closed, unchanged },
    rejects: result.rejects,
    ...(result.dryRun ? { changes: result.changes.map(summariseChange) } : {}),
  };
}

/** As the columns of prices.csv are named. */
function summariseChange({ before, after }: PriceChange): object {
  const columns = ({ bodyType, validFrom, validTo, id: _, ...price }: PlannedPrice): object => ({
    ...price,
    body_type: bodyType,
    valid_from: validFrom,
    valid_to: validTo,
  });
  return { sign: before ? '~' : '+', ...(before ? { before: columns(before) } : {}), after: columns(after) };
}

function renderPrices(file: string, result: ImportPricesResult): string {
  const { inserted, updated, closed, unchanged, changes, dryRun, importId } = result;
  const lines = [
    `${file}: ${result.lines} lines for ${result.tenant}`,
    `  prices   inserted ${inserted}, updated ${updated}, closed ${closed}, unchanged ${unchanged}`,
  ];
  lines.push(...result.rejects.map(({ line, fault }) => `  left out line ${line}: ${fault}`));
  if (dryRun) lines.push('dry run: nothing was written');
  else if (importId === null) lines.push('nothing changed: the ledger has no new line');
  else lines.push(`import ${importId} in the ledger`);
  return [...(dryRun ? changes.map(renderPriceChange) : []), ...lines].join('\n');
}

/** `+ eva_mats sedan 2400.00 KGS from 2026-01-31`, `~ eva_mats suv 2500.00 KGS: until open → 2026-01-31` */
function renderPriceChange({ before, after }: PriceChange): string {
  const option = [after.option, after.value].filter((part) => part !== '').join('=');
  const what = [after.category, option, after.bodyType].filter((part) => part !== '').join(' ');
  if (!before) return `+ ${what} ${amount(after)} from ${after.validFrom} until ${until(after)}`;
  const changes = [
    before.price !== after.price || before.currency !== after.currency ? `${amount(before)} → ${amount(after)}` : '',
    before.validTo !== after.validTo ? `until ${until(before)} → ${until(after)}` : '',
  ];
  return `~ ${what} ${before.validFrom}: ${changes.filter((part) => part !== '').join(', ')}`;
}

const amount = ({ price, currency }: PlannedPrice): string => `${price} ${currency}`;
const until = ({ validTo }: PlannedPrice): string => validTo ?? 'open';
