/**
 * A second look at rows that can't be read as they stand: text that a PDF, a scanner or a hand has broken is mended as a whole and
 * read again. A mended row is accepted only if it then names a vehicle; its confidence is lower.
 */
import type { VehicleFields } from '../../rows.ts';
import type { CatalogIndex } from '../catalog/catalogIndex.ts';
import { foldText, nameKey, unmixScripts } from '../text/fold.ts';
import { switchLayout } from '../text/layout.ts';
import { type Cells, type Outcome, type OutcomeOptions, readCells } from './outcome.ts';

/** What a mended reading is worth beside a plain one. */
const TRUST_MENDED = 0.9;

type Repair = (cell: string, name: keyof Cells, index: CatalogIndex) => string;

const REPAIRS: readonly Repair[] = [
  decodeMojibake,
  readOtherLayout,
  splitGlued,
  joinSpacedLetters,
  readDigitsAsLetters,
  dropCaseEndings,
];

/** Reads a row; where it only raises a question or says nothing, mends it and reads it again. */
export function readRow(index: CatalogIndex, row: Cells, options: OutcomeOptions): Outcome {
  const plain = readCells(index, row, options);
  if (plain.decision !== 'review' || !plain.unknown) return plain;
  // Each mending alone, then one after the other.
  let mended = row;
  for (const repair of REPAIRS) {
    const alone = mendCells(row, repair, index);
    mended = mendCells(mended, repair, index);
    for (const cells of isSame(alone, mended) ? [alone] : [alone, mended]) {
      if (isSame(cells, row)) continue;
      const outcome = readCells(index, cells, options, TRUST_MENDED);
      if (outcome.decision === 'accept' && outcome.doubts === 0 && !outcome.vehicles.some(isGuess)) return outcome;
    }
  }
  return plain;
}

/** A typo inside mended text is one guess too many, and so is a word beside the name that nobody explains. */
const isGuess = ({ matchedBy }: VehicleFields): boolean => matchedBy.includes('model:fuzzy');

const CELL_NAMES = ['brand', 'model', 'year', 'description'] as const;

function mendCells(row: Cells, repair: Repair, index: CatalogIndex): Cells {
  const [brand = '', model = '', year = '', description = ''] = CELL_NAMES.map((name) =>
    repair(row[name], name, index),
  );
  return { brand, model, year, description };
}

const isSame = (one: Cells, other: Cells): boolean => CELL_NAMES.every((name) => one[name] === other[name]);

/** Windows-1251 shown as Latin-1: `Òîéîòà` → `Тойота`. */
function decodeMojibake(cell: string): string {
  const accented = cell.match(/[\u00C0-\u00FF\u00A8\u00B8]/g)?.length ?? 0;
  if (accented < 3 || /[\u0400-\u04FF]/.test(cell)) return cell;
  return cell.replace(/[\u00C0-\u00FF\u00A8\u00B8]/g, (letter) => {
    const code = letter.charCodeAt(0);
    if (code === 0xa8) return 'Ё';
    if (code === 0xb8) return 'ё';
    return String.fromCharCode(code - 0xc0 + 0x410);
  });
}

/** `Njqjnf` → `Тойота`. */
function readOtherLayout(cell: string, name: keyof Cells, { brands, names }: CatalogIndex): string {
  if (name === 'year' || name === 'description') return cell;
  return switchLayout(cell, (word) => brands.has(nameKey(word)) || names.has(nameKey(word)));
}

/** `ТойотаКамри` → `Тойота Камри`, `Фит2008` → `Фит 2008`, `ладаприора` → `лада приора`, `а4б6` → `а4 б6`. */
function splitGlued(cell: string, _name: keyof Cells, index: CatalogIndex): string {
  // Makers first: the case of letters is the weaker sign.
  return cell
    .replace(/\p{L}{7,40}/gu, (word) => splitMaker(word, index))
    .replace(/(?<=\p{L}{3})(?=\d)/gu, ' ')
    .replace(/(?<=\d)(?=\p{L}{2}|\p{L}\d)/gu, ' ')
    .replace(/(?<=\p{Ll}{2})(?=\p{Lu}(?:\p{Ll}{2}|(?!\p{L})))/gu, ' ');
}

/** A maker's name of four letters and more in front of a word. */
function splitMaker(word: string, { brands }: CatalogIndex): string {
  for (let at = word.length - 3; at >= 4; at -= 1) {
    if (brands.has(nameKey(word.slice(0, at)))) return `${word.slice(0, at)} ${word.slice(at)}`;
  }
  return word;
}

/** `Х о н д а` → `Хонда`, `То йо та` → `Тойота`, `2 0 0 6` → `2006`: letters that a PDF set apart. */
function joinSpacedLetters(cell: string, name: keyof Cells): string {
  if (name === 'year')
    return cell
      .replace(/(?<!\d)(\d)\s(\d)\s(\d)\s(\d)(?!\d)/g, '$1$2$3$4')
      .replace(/(?<!\d)(\d\d)\s(\d\d)(?!\d)/g, '$1$2');
  const spaced = cell.replace(/(?<![\p{L}\p{N}])(?:[\p{L}\p{N}]\s){2,}[\p{L}\p{N}](?![\p{L}\p{N}])/gu, (run) =>
    run.replace(/\s/g, ''),
  );
  if (name === 'description') return spaced;
  return spaced.replace(/(?<![\p{L}\p{N}])\p{L}{1,3}(?:\s\p{L}{1,4})+(?![\p{L}\p{N}])/gu, (run) =>
    run.replace(/\s/g, ''),
  );
}

/** `C0R0LLA` → `COROLLA`, `E1antra` → `Elantra`: a scanner's digits inside words. */
function readDigitsAsLetters(cell: string): string {
  return cell.replace(/[\p{L}\d]+/gu, (word) => {
    const letters = word.match(/\p{L}/gu)?.length ?? 0;
    if (letters < 2 || !/[013]/.test(word) || /[^\p{L}013]/u.test(word)) return word;
    const cyrillic = /[а-яё]/i.test(word);
    return word
      .replace(/0/g, cyrillic ? 'о' : 'o')
      .replace(/3/g, cyrillic ? 'з' : 'e')
      .replace(/(?<=^\p{L})1/u, cyrillic && letters > 2 ? 'л' : letters > 2 ? 'l' : 'i')
      .replace(/1/g, cyrillic ? 'і' : 'i');
  });
}

const ENDINGS =
  /(?<=.{3})(?:нын|нин|нун|дын|дин|тын|тин|дун|тун|га|ге|го|гө|ка|ке|ко|кө|да|де|до|дө|та|те|то|тө|дан|ден|тан|тен|ну|ни|ны|ди|ду|ты|ти|ту|лар|лер|ынын|инин|ына|ине|ыны|ини|ында|инде|сы|си|су|сү|а|у|и|ы|е|ой|ом|ю)$/iu;

/** Kyrgyz and Russian endings glued to names: `Хонданын`, `Фитке`, `камрюшку`; "Ханда" is a maker as it stands. */
function dropCaseEndings(cell: string, name: keyof Cells, { brands }: CatalogIndex): string {
  if (name === 'description' || name === 'year') return cell;
  return cell.replace(/[а-яёүөңa-z]{4,40}/giu, (printed) => {
    const word = unmixScripts(foldText(printed));
    if (!/^[а-я]+$/.test(word) || brands.has(nameKey(word))) return printed;
    return word.replace(ENDINGS, '');
  });
}
