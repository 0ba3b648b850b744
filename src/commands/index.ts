/** The commands, in the order in which `--help` lists them. */
import { defineCatalog } from './catalog.ts';
import { defineClean } from './clean.ts';
import type { Define } from './command.ts';
import { defineDoctor } from './doctor.ts';
import { defineExplain } from './explain.ts';
import { defineExtract } from './extract.ts';
import { defineImport } from './import.ts';
import { defineImportPrices } from './importPrices.ts';
import { defineImports } from './imports.ts';
import { defineMigrate } from './migrate.ts';
import { defineQuote } from './quote.ts';
import { defineReview } from './review.ts';
import { defineRun } from './run.ts';
import { defineSearch } from './search.ts';
import { defineSeed } from './seed.ts';
import { defineTables } from './tables.ts';
import { defineTexts } from './texts.ts';

export const COMMANDS: readonly Define[] = [
  defineRun,
  defineExtract,
  defineTables,
  defineClean,
  defineReview,
  defineMigrate,
  defineDoctor,
  defineSeed,
  defineImport,
  defineImports,
  defineImportPrices,
  defineSearch,
  defineQuote,
  defineTexts,
  defineExplain,
  defineCatalog,
];
