/** `lekalo search`: what a customer typed → the vehicle, and whether this tenant has a pattern. */
import { createInterface } from 'node:readline';
import type { Database } from '../database/connection/connection.ts';
import type { SearchAnswer, SearchOptions, VehicleMatch } from '../database/search/searchVehicles.ts';
import type { Context, Define, Report } from './command.ts';
import { parseWhole } from './numbers.ts';
import { withDatabase } from './withDatabase.ts';

interface SearchFlags {
  readonly tenant: string;
  readonly category?: string;
  readonly limit: number;
}

const DEFAULT_LIMIT = 5;

export const defineSearch: Define = (program, act) => {
  program
    .command('search')
    .description('what a customer typed: which vehicle, and whether this tenant has a pattern for it')
    .argument('<query>', "the customer's words; - reads one query a line from stdin")
    .requiredOption('--tenant <slug>', 'whose patterns to look among')
    .option('--category <code>', 'patterns of this category only')
    .option('--limit <n>', 'vehicles in the answer', parseWhole, DEFAULT_LIMIT)
    .action(act(runSearch));
};

export async function runSearch(context: Context, query: string, flags: SearchFlags): Promise<Report | undefined> {
  const { assertMigrated } = await import('../database/migrations/migrationState.ts');
  return withDatabase(context, async (database) => {
    await assertMigrated(database);
    if (query !== '-') {
      const answer = await ask(database, query, flags);
      return { summary: answer, text: renderAnswer(answer) };
    }
    // One answer a line, each as soon as it is known: a bot may keep the pipe open.
    for await (const line of createInterface({ input: context.io.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      context.io.signal.throwIfAborted();
      const answer = await ask(database, line, flags);
      context.io.stdout.write(`${context.json ? JSON.stringify(answer) : renderAnswer(answer)}\n`);
    }
    return undefined;
  });
}

async function ask(database: Database, query: string, flags: SearchFlags): Promise<SearchAnswer> {
  const { searchVehicles } = await import('../database/search/searchVehicles.ts');
  const { withTenant } = await import('../database/tenant/tenant.ts');
  const options: SearchOptions = {
    limit: flags.limit,
    ...(flags.category === undefined ? {} : { category: flags.category }),
  };
  return withTenant(database, flags.tenant, (tx) => searchVehicles(tx, query, options));
}

/** `камри 70: Toyota Camry XV70 (1.00), 3 patterns` */
export function renderAnswer({ query, status, ask: open, matches, nearest }: SearchAnswer): string {
  if (status === 'unknown') {
    const hint = nearest.length > 0 ? `; the nearest names: ${nearest.join(', ')}` : '';
    return `${query}: unknown vehicle${hint}`;
  }
  const question = open === null ? '' : `, ask for the ${open}`;
  return [
    `${query}: ${status}${question}`,
    ...matches.map((match) => `  ${renderVehicle(match)} (${match.score.toFixed(2)}): ${renderPatterns(match)}`),
  ].join('\n');
}

function renderVehicle({ brand, model, generation, year, year_to }: VehicleMatch): string {
  const years = year === null ? null : year_to === null || year_to === year ? `${year}` : `${year}–${year_to}`;
  return [brand, model, generation, years].filter((part) => part !== null).join(' ');
}

function renderPatterns({ model, patterns }: VehicleMatch): string {
  if (model === null) return 'which model?';
  if (patterns.length === 0) return 'no pattern, individual measuring';
  return `${patterns.length} ${patterns.length === 1 ? 'pattern' : 'patterns'}`;
}
