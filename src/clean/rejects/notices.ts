/** Rows about people, papers, places and opening hours: told by how they begin, before any number in them is taken for a model. */
import { isMeaninglessCell } from '../catalog/origins.ts';
import type { Mention } from '../mentions/mentions.ts';
import { CELL, cellAt, foldedCell, phrase, type RowText, type Span, spanOf } from '../text/text.ts';
import type { Token } from '../text/tokens.ts';
import type { Refusal } from './rejects.ts';

/** Stretches that hold no name, whatever their letters and digits look like. */
const ADDRESS_OF_NET =
  /(?:https?:\/\/|www\.)\S+|(?<![\p{L}\d._-])[\p{L}\d._-]{1,64}@[\p{L}\d-]{1,64}\.\p{L}{2,}|(?<![\p{L}\d])@[\p{L}\d_.]{3,}|(?<![\p{L}\d-])[\p{L}\d-]{2,64}\.(?:kg|ru|com|kz|uz|net|org|su|рф|info|biz|shop|store|online|site)(?![\p{L}\p{N}])(?:\/\S*)?/gu;
const PHONE =
  /(?:\+\s?\d|(?<![\d.,])(?:0|8|996))(?:[ ()-]{0,3}\d){8,}(?!\d)|(?<!\p{L})(?:тел|моб|сот|факс|whats\s?app|ватс\p{L}*|вотс\p{L}*|звон\p{L}*)\p{L}*[ .:]*\+?\d(?:[ ()-]{0,3}\d){4,}/gu;
const SIZE =
  /(?<![\p{L}\d])\d+(?:[.,]\d+)?\s?[xх*]\s?\d+(?:[.,]\d+)?\s?(?:м|см|мм|m|cm|mm)(?!\p{L})|\d{3}\s?\/\s?\d{2}\s?z?r\s?\d{2}|(?<![\p{L}\d])\d{1,2}w-?\d{2}(?!\d)/gu;

/** Contacts in brand and model cell or description; the year cell holds years, however many digits stand there. */
function findStretches(text: RowText): Span[] {
  return [ADDRESS_OF_NET, PHONE, SIZE]
    .flatMap((pattern) => [...text.folded.matchAll(pattern)].map(spanOf))
    .filter(({ start, end }) => cellAt(text, start) !== CELL.year && cellAt(text, start) === cellAt(text, end - 1));
}

/** The tokens outside phone numbers, addresses of the net and sizes: `0996 911 991` is no Porsche. */
export function dropStretches(text: RowText, tokens: readonly Token[]): readonly Token[] {
  const stretches = findStretches(text);
  if (stretches.length === 0) return tokens;
  return tokens.filter((token) => !stretches.some(({ start, end }) => token.start < end && start < token.end));
}

export const hasContact = (folded: string): boolean => folded.search(ADDRESS_OF_NET) >= 0 || folded.search(PHONE) >= 0;
export const hasSize = (folded: string): boolean => folded.search(SIZE) >= 0;

const starts = (words: string): RegExp => new RegExp(`^[\\s"'«*№-]*(?:${words})(?![\\p{L}\\p{N}])`, 'u');

const PERSON = starts(
  'ответств\\p{L}*|исполнител\\p{L}*|менеджер\\p{L}*|бухгалтер\\p{L}*|директор\\p{L}*|кассир\\p{L}*|продав\\p{L}*|администратор\\p{L}*|заведующ\\p{L}*|кладовщик\\p{L}*|составил\\p{L}*|проверил\\p{L}*|принял\\p{L}*|сдал\\p{L}*|выдал\\p{L}*|утвер\\p{L}*|согласован\\p{L}*|подпис\\p{L}*|покупател\\p{L}*|клиент\\p{L}*|заказчик\\p{L}*|поставщик\\p{L}*|получател\\p{L}*|отправител\\p{L}*|плательщик\\p{L}*|ф\\.?и\\.?о\\.?|контакт\\p{L}*',
);
const PLACE = starts(
  'тц|трц|бц|т\\/ц|бутик\\p{L}*|контейнер\\p{L}*|конт\\.|ул\\.|улиц\\p{L}*|просп(?:ект)?\\p{L}{0,2}|пр-т|мкр\\p{L}*|микрорайон\\p{L}*|рынок|базар\\p{L}*|адрес\\p{L}*|офис\\p{L}*|каб\\.|павильон\\p{L}*|дарек\\p{L}*',
);
const SERVICE = starts(
  'график\\p{L}*|режим\\p{L}*|часы\\s+работы|тех\\.?\\s*поддержк\\p{L}*|поддержк\\p{L}*|круглосуточн\\p{L}*|курс\\p{L}*|цвет(?:а|ов)?|гаранти\\p{L}*|доставк\\p{L}*|сайт\\p{L}*|инстаграм\\p{L}*|эскертуу\\p{L}*|байланыш\\p{L}*|баалар\\p{L}*',
);
/** Behind these a number is the paper's. */
const PAPER = starts(
  'договор\\p{L}*|счет(?:а|у|ом|-?\\s?фактур\\p{L}*)?|накладн\\p{L}*|артикул\\p{L}*|арт\\.|инвойс\\p{L}*|акт\\s*№|заявк\\p{L}*|заказ\\p{L}*|чек|квитанци\\p{L}*|инн|огрн\\p{L}*|окпо|бик|р\\/с|к\\/с|дата|время',
);
const BOOTH = phrase('(?:бутик|контейнер|конт|павильон|офис)\\p{L}*\\.?\\s*(?:№\\s*)?\\d+');
const HOURS = /\d{1,2}:\d\d\s*(?:-|до|по)\s*\d{1,2}:\d\d|(?<!\d)24\s?\/\s?7(?!\d)/;
/** What is asked of the reader; alone in its row it is a note, whatever cars it names. */
const APPEAL = phrase(
  'уточня\\p{L}*|звоните|пишите|обращайтесь|заказывайте|спрашивайте|смотрите|не\\s+забудьте|уважаем\\p{L}*',
);
/** Trades that are models, too; a lone name beside them is a person's. */
const TRADE = /^(?:мастер|партнер|эксперт|пилот|капитан|инженер|водитель|оператор)\p{L}{0,2}[\s:.-]*$/u;
const PERSON_NAME = /^\p{Lu}[\p{Ll}-]+(?:\s\p{Lu}[\p{Ll}-]+){0,2}\.?$/u;
const COLOUR =
  /^(?:(?:темно-?|светло-?)?(?:черн|бел|сер|красн|син|голуб|зелен|желт|коричн|бежев|оранж|фиолет|бордов|розов|шоколад)\p{L}*|цвет\p{L}*|и|[,/;+\s-])+$/u;

export interface NoticeWords {
  readonly text: RowText;
  /** Is a maker printed in brand or model cell? Then the row may be about a vehicle of his. */
  readonly maker: boolean;
  readonly mentions: readonly Mention[];
}

export function findNotice({ text, maker, mentions }: NoticeWords): Refusal | null {
  const cells = [0, 1, 2, 3].map((cell) => foldedCell(text, cell).trim());
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 1 && has(filled[0] ?? '', APPEAL)) return { reason: 'not-a-vehicle', why: 'a note' };
  if (filled.length > 1 && filled.every((cell) => COLOUR.test(cell)))
    return { reason: 'not-a-vehicle', why: 'colours' };
  if (maker) return null;
  const [brand = '', model = ''] = cells;
  const cell = isMeaninglessCell(brand) ? CELL.model : CELL.brand;
  const head = cell === CELL.model ? model : brand;
  // "Рынок США | Камри 50": a vehicle stands in the next cell.
  if (mentions.some((mention) => mention.strength === 'name' && mention.cell > cell)) return null;
  if (PERSON.test(head) || isPersonOfTrade(text, cells, mentions)) return { reason: 'not-a-vehicle', why: 'a person' };
  if (PLACE.test(head) || has(head, BOOTH)) return { reason: 'not-a-vehicle', why: 'an address' };
  if (SERVICE.test(head) || HOURS.test(head)) return { reason: 'not-a-vehicle', why: 'a note' };
  const word = mentions.some(
    ({ strength, tokens }) => strength === 'name' && tokens.every(({ kind }) => kind === 'word'),
  );
  return PAPER.test(head) && !word ? { reason: 'not-a-vehicle', why: "a paper's number" } : null;
}

/** "Мастер | Нурлан": the second cell is a name that no model has, and nothing else is printed. */
function isPersonOfTrade(text: RowText, cells: readonly string[], mentions: readonly Mention[]): boolean {
  const [brand = '', model = '', year = '', description = ''] = cells;
  const span = text.cells[CELL.model];
  if (!span || !TRADE.test(brand) || model === '' || year + description !== '') return false;
  const printed = text.printed.slice(span.start, span.end).trim();
  return PERSON_NAME.test(printed) && !mentions.some(({ cell }) => cell === CELL.model);
}

const has = (cell: string, pattern: RegExp): boolean => cell.search(pattern) >= 0;
