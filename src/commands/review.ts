/** `lekalo review apply | undo | list`: the analyst's answers to the questions of review.csv. */
import type { ApplySummary, UndoSummary } from '../clean/review/reviewFile.ts';
import type { Context, Define, Report } from './command.ts';

interface ReviewFlags {
  readonly catalog?: string;
  readonly aliases?: string;
}

interface ApplyFlags extends ReviewFlags {
  readonly by?: string;
}

interface FolderFlags extends ReviewFlags {
  readonly out: string;
}

const CATALOG = ['--catalog <folder>', 'the reference catalogue (default: the one that comes with lekalo)'] as const;

export const defineReview: Define = (program, act) => {
  const review = program.command('review').description('answer the questions of review.csv, once');
  review
    .command('apply')
    .description('take the decisions typed in review.csv: remember them and settle all rows of the same text')
    .argument('<review.csv>', 'with accept, reject or skip typed under decision')
    .option('--aliases <file>', 'where decisions are remembered (default: aliases.csv beside review.csv)')
    .option('--by <name>', 'who decided (default: the user)')
    .option(...CATALOG)
    .action(act(runApply));
  review
    .command('undo')
    .description('forget one decision; its rows become questions again')
    .argument('<id>', "as 'review apply' and 'review list' print it")
    .option('--out <folder>', 'folder of the files', 'out')
    .option('--aliases <file>', 'where decisions are remembered (default: aliases.csv in the folder)')
    .option(...CATALOG)
    .action(act(runUndo));
  review
    .command('list')
    .description('print the remembered decisions with their ids')
    .option('--out <folder>', 'folder of the files', 'out')
    .option('--aliases <file>', 'where decisions are remembered (default: aliases.csv in the folder)')
    .action(act(runList));
};

async function runApply(context: Context, path: string, flags: ApplyFlags): Promise<Report> {
  const { applyReview } = await import('../clean/review/reviewFile.ts');
  const now = context.io.now();
  const summary = await applyReview(context.path(path), {
    ...paths(context, flags),
    at: now.toISOString(),
    by: flags.by ?? context.io.env['USER'] ?? context.io.env['USERNAME'] ?? '',
    year: now.getFullYear(),
  });
  return { summary, text: renderApply(summary) };
}

async function runUndo(context: Context, id: string, flags: FolderFlags): Promise<Report> {
  const { undoDecision } = await import('../clean/review/reviewFile.ts');
  const year = context.io.now().getFullYear();
  const summary = await undoDecision(context.path(flags.out), id, { ...paths(context, flags), year });
  return { summary, text: renderUndo(summary) };
}

async function runList(context: Context, flags: FolderFlags): Promise<Report> {
  const { listDecisions } = await import('../clean/review/reviewFile.ts');
  const decisions = await listDecisions(context.path(flags.out), paths(context, flags).aliasesPath);
  return { summary: { decisions }, text: decisions.map(renderDecision).join('\n') };
}

function paths(
  context: Context,
  flags: ReviewFlags,
): { catalogDir: string | undefined; aliasesPath: string | undefined } {
  const at = (typed: string | undefined): string | undefined => (typed === undefined ? undefined : context.path(typed));
  return { catalogDir: at(flags.catalog), aliasesPath: at(flags.aliases) };
}

function renderApply({ accepted, rejected, skipped, waiting, decisions }: ApplySummary): string {
  const head = `${accepted} rows accepted, ${rejected} rejected, ${waiting} still wait (${skipped} skipped)`;
  return [head, ...decisions.map(renderDecision)].join('\n');
}

const renderDecision = ({ id, raw, brand, model }: ApplySummary['decisions'][number]): string =>
  `  ${id}  ${raw} → ${brand === '' ? 'no vehicle' : `${brand} ${model}`}`;

const renderUndo = ({ id, raw, reopened }: UndoSummary): string =>
  `${id} undone: ${reopened} rows of '${raw}' wait again`;
