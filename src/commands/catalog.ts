/** `lekalo catalog lint | stats`: the reference catalogue, checked and counted. */
import type { Context, Define, Report } from './command.ts';

interface CatalogFlags {
  readonly catalog?: string;
}

/** A catalogue with faults can't be relied on: the exit code of unusable input. */
const EXIT_FAULTY = 3;
const CATALOG = ['--catalog <folder>', 'the reference catalogue (default: the one that comes with lekalo)'] as const;

export const defineCatalog: Define = (program, act) => {
  const catalog = program.command('catalog').description('check or count the reference catalogue');
  catalog
    .command('lint')
    .description('check the rules of the catalogue; exit with 3 if one is broken')
    .option(...CATALOG)
    .action(act(runLint));
  catalog
    .command('stats')
    .description('count brands, models, generations, codes and spellings')
    .option(...CATALOG)
    .action(act(runStats));
};

async function readFlagged(context: Context, { catalog }: CatalogFlags) {
  const { OWN_CATALOG, readCatalog } = await import('../clean/catalog/readCatalog.ts');
  return readCatalog(catalog === undefined ? OWN_CATALOG : context.path(catalog));
}

async function runLint(context: Context, flags: CatalogFlags): Promise<Report> {
  const { lintCatalog } = await import('../clean/catalog/lint.ts');
  const faults = lintCatalog(await readFlagged(context, flags));
  const lines = faults.map(({ rule, message }) => `${rule}: ${message}`);
  return {
    summary: { faults },
    text: faults.length === 0 ? 'no faults' : [...lines, `${faults.length} faults`].join('\n'),
    exitCode: faults.length === 0 ? 0 : EXIT_FAULTY,
  };
}

async function runStats(context: Context, flags: CatalogFlags): Promise<Report> {
  const { countCatalog } = await import('../clean/catalog/lint.ts');
  const catalog = await readFlagged(context, flags);
  const counts = countCatalog(catalog);
  const lines = Object.entries(counts).map(([name, count]) => `${name.padEnd(12)}${String(count).padStart(7)}`);
  return { summary: counts, text: lines.join('\n') };
}
