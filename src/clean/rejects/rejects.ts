/** Rows that are no vehicles: titles, heads, notes, prices, contacts, goods for the car. */
import type { RejectReason } from '../../rows.ts';
import { CELL, foldedCell, phrase, type RowText, type Span } from '../text/text.ts';
import { hasContact, hasSize } from './notices.ts';

export interface Refusal {
  readonly reason: RejectReason;
  readonly why: string;
}

const DASH = /^[\s\-_.–—]*$/;
/** Words of column titles in Russian, English and Kyrgyz; a cell of nothing else is a title. */
const HEAD_WORD = new RegExp(
  `^(?:${[
    'n|no|п|id|номер|код|артикул|серия|позиция',
    'марк[аи]|бренд|производител\\p{L}*|изготовител\\p{L}*|авто|автомобил\\p{L}*|автомашин\\p{L}*|машин\\p{L}*|тс|транспорт\\p{L}*',
    'модел[ьи]|модификаци\\p{L}*|комплектаци\\p{L}*|наименование|название|двигатель|тип|вид|кузов\\p{L}*|поколени[ея]',
    'год\\p{L}*|г\\p{L}?|в|выпуск\\p{L}*|период\\p{L}*|производства|до|с|по|от',
    'описани\\p{L}*|примечани\\p{L}*|прим|комментари\\p{L}*|особенност\\p{L}*|дополнительно|доп|инфо|информация|характеристик\\p{L}*|заметк\\p{L}*',
    'руль|руля|борт|борта|бортик\\p{L}*|ряды|рядов|цена|стоимость|кол|во|количество|шт|сом|руб|и|или',
    'brand|make|maker|manufacturer|car|vehicle|auto|model|name|year|years|production|type|body|generation',
    'description|note|notes|comment|comments|remark|remarks|details|info|steering|borders|rows|price|qty|quantity|of',
    'унаа\\p{L}*|маркасы|модели|модель|моделдер\\p{L}*|аты|жылы|жыл|чыккан|чыгарылган|чыгарылыш|эскертуу\\p{L}*|сыпаттама\\p{L}*|баасы|кошумча|маалымат',
  ].join('|')})$`,
  'u',
);

const isTitle = (cell: string): boolean =>
  /^[№#*]$/.test(cell) || (cell.match(/\p{L}+|\d+/gu)?.every((word) => HEAD_WORD.test(word)) ?? false);

/** Empty cells and repeated table heads; anything else is worth reading. */
export function findEmptyOrHead(text: RowText): Refusal | null {
  const cells = [0, 1, 2, 3].map((cell) => foldedCell(text, cell).trim());
  const said = [CELL.brand, CELL.model, CELL.description].map((cell) => cells[cell] ?? '');
  if (said.every((cell) => cell === ''))
    return { reason: 'empty-row', why: 'nothing is printed but a year or a number' };
  const filled = cells.filter((cell) => !DASH.test(cell));
  if (filled.length >= 2 && filled.every(isTitle))
    return { reason: 'table-head', why: 'repeats the head of the table' };
  if (filled.length === 1 && cells.filter((cell) => cell !== '').length === 1 && isTitle(filled[0] ?? '')) {
    return { reason: 'table-head', why: 'repeats the head of the table' };
  }
  if (
    filled.length === 0 &&
    cells.every((cell, at) => at === CELL.year || DASH.test(cell)) &&
    DASH.test(cells[CELL.year] ?? '')
  ) {
    return { reason: 'empty-row', why: 'nothing but dashes is printed' };
  }
  return null;
}

const PRICE = phrase(
  '(?:баасы|баа|кымбат\\p{L}*|килемч\\p{L}*|цен\\p{L}*|прайс\\p{L}*|стоимост\\p{L}*|оплат\\p{L}*|скидк\\p{L}*|предоплат\\p{L}*|сумм\\p{L}*)|\\d[\\d\\s]*(?:сом(?:ов|а)?|руб\\p{L}*|р\\.|тенге|тг|kgs|usd|\\$|сум)',
);
const CONTACT = phrase(
  '(?:тел\\p{L}*\\.?|whats\\s*app|ватс\\p{L}*|вотсап|инстаграм\\p{L}*|instagram|telegram|телеграм\\p{L}*|адрес\\p{L}*|заказ\\p{L}*|доставк\\p{L}*|менеджер\\p{L}*|склад\\p{L}*|магазин\\p{L}*|рынок|звон\\p{L}*|г\\.\\s*бишкек|бишкек|ош|каракол)',
);
const PAGE = phrase(
  'стр(?:аниц\\p{L}*)?\\.?\\s*\\d+|page\\s*\\d+|лист\\s*\\d+|продолжени\\p{L}*|\\d+\\s*(?:из|of)\\s*\\d+',
);
const TOTAL = phrase(
  '(?:под[иы])?итог\\p{L}*|под[иы]тог\\p{L}*|промежуточн\\p{L}*|всего|total|позици\\p{L}*|примечани\\p{L}*|внимани\\p{L}*|обновлен\\p{L}*|наличи\\p{L}*|уточня\\p{L}*|прайс-лист|остаток|остатки|список|перечень|утвержда\\p{L}*|подпись',
);
const TITLE = phrase(
  '(?:японск|корейск|китайск|немецк|европейск|американск|российск|отечествен|легков|грузов|коммерческ)\\p{L}*\\s*(?:авто\\p{L}*|машин\\p{L}*|транспорт\\p{L}*|марк\\p{L}*|техник\\p{L}*)|ассортимент|каталог|раздел\\p{L}*|лекал\\p{L}*|[еэ]ва\\s*коврик\\p{L}*|коврик\\p{L}*\\s*(?:[еэ]ва|eva)|автоковрик\\p{L}*|чехлы|полики',
);
/** "Все модели", "Популярные марки и модели": cars in general, where no maker is printed. */
const GENERAL_TITLE = phrase(
  '(?:все|(?:нов|стар|популярн|проч|друг|остальн|разн|редк|легков|грузов|импортн|зарубежн)\\p{L}*)\\s+(?:модели|марки|машины|автомобили)',
);
const GOODS = phrase(
  'ковролин\\p{L}*|футболк\\p{L}*|кепк\\p{L}*|куртк\\p{L}*|кружк\\p{L}*|рюкзак\\p{L}*|кошел\\p{L}*|часы|колонк[аи]|дрел\\p{L}*|перфоратор\\p{L}*|шуруповерт\\p{L}*|бензопил\\p{L}*|бензокос\\p{L}*|газонокосил\\p{L}*|снегоубор\\p{L}*|мотоблок\\p{L}*|мотопомп\\p{L}*|культиватор\\p{L}*|(?:лодочн|подвесн)\\p{L}*\\s*мотор\\p{L}*|мотор\\p{L}*\\s*(?:лодочн|подвесн)\\p{L}*|генератор\\p{L}*\\s*бензин\\p{L}*|электростанц\\p{L}*|холодильник\\p{L}*|микроволнов\\p{L}*|стиральн\\p{L}*|телевизор\\p{L}*|смартфон\\p{L}*|iphone|айфон\\p{L}*|ноутбук\\p{L}*|наушник\\p{L}*|автосигнализац\\p{L}*|(?:авто)?бокс\\p{L}*\\s*на\\s*крышу|багажник\\p{L}*\\s*на\\s*крышу|рейлинг\\p{L}*|фаркоп\\p{L}*|подкрыл\\p{L}*|бампер\\p{L}*|амортизатор\\p{L}*|тормозн\\p{L}*|сцеплени\\p{L}*|радиатор\\p{L}*|стартер\\p{L}*|подшипник\\p{L}*|сальник\\p{L}*|глушител\\p{L}*|накладк\\p{L}*|ключниц\\p{L}*|рамк[аи]|обложк\\p{L}*|автокресл\\p{L}*|крючк\\p{L}*|крючок|шторк\\p{L}*|сетк[аи]|парктроник\\p{L}*|пылесос\\p{L}*|скребок|скребк\\p{L}*|канистр\\p{L}*|антифриз\\p{L}*|тосол|незамерзайк\\p{L}*|жилет\\p{L}*|полотенц\\p{L}*|губк[аи]|термокружк\\p{L}*|игрушк\\p{L}*|адаптер\\p{L}*|переходник\\p{L}*|сабвуфер\\p{L}*|антенн\\p{L}*|спойлер\\p{L}*|молдинг\\p{L}*|саморез\\p{L}*|колодк\\p{L}*|свеч[аи]|коврик\\p{L}*\\s*для\\s*\\p{L}+|брелок\\p{L}*|брелк\\p{L}*|ароматизатор\\p{L}*|пахучк\\p{L}*|вонючк\\p{L}*|оплетк\\p{L}*|органайзер\\p{L}*|щетк\\p{L}*|дворник\\p{L}*|масл[оа]|фильтр\\p{L}*|аккумулятор\\p{L}*|шин[аы]|диск[аи]?|колпак\\p{L}*|держател\\p{L}*|компрессор|насос\\p{L}*|сумк\\p{L}*|зарядк\\p{L}*|регистратор\\p{L}*|видеорегистратор\\p{L}*|антирадар\\p{L}*|магнитол\\p{L}*|подпятник\\p{L}*|клипс\\p{L}*|крепеж\\p{L}*|крепл\\p{L}*|люверс\\p{L}*|кант(?:ы|ик|ики)?|материал\\p{L}*|рулон\\p{L}*|лист\\p{L}*\\s*(?:ева|eva)|нитк\\p{L}*|шильдик\\p{L}*|эмблем\\p{L}*|наклейк\\p{L}*|тент\\p{L}*|дефлектор\\p{L}*|ветровик\\p{L}*|брызговик\\p{L}*|подушк\\p{L}*|чехол|чехл\\p{L}*|накидка\\s*на\\s*сиден\\p{L}*|подлокотник\\p{L}*|мотоцикл\\p{L}*|скутер\\p{L}*|велосипед\\p{L}*|самокат\\p{L}*|лодк\\p{L}*|коляск\\p{L}*|трактор\\p{L}*|снегоход\\p{L}*|придверн\\p{L}*|прихож\\p{L}*|ванн(?:ой|ая|ую|ы|а)|собак\\p{L}*|инструмент\\p{L}*|домкрат\\p{L}*|огнетушител\\p{L}*|аптечк\\p{L}*|трос(?:ы|ик)?|салфетк\\p{L}*|перчатк\\p{L}*|шампун\\p{L}*|полирол\\p{L}*|ламп\\p{L}*|колпач\\p{L}*|ниппел\\p{L}*|\\d+\\s*шт\\.?|фар[аы]|зеркал\\p{L}*|камер[аы]|сигнализац\\p{L}*|пленк\\p{L}*|тонировк\\p{L}*',
);

/** Parts that a car may be said to have; without a model beside them they are the goods. */
const GOODS_ALONE = phrase(
  'генератор\\p{L}*|мотор\\p{L}*|кондиционер\\p{L}*|турбин\\p{L}*|датчик\\p{L}*|стойк[аи]|рычаг\\p{L}*|ремень|ремни|форсунк\\p{L}*|карбюратор\\p{L}*|стекл[оа]|капот\\p{L}*|порог[аи]?|ковер|ковры|лента|дорожк[аи]|набор\\p{L}*|печь|утюг\\p{L}*|чайник\\p{L}*',
);

/** Words that make a row something else than a vehicle; `vehicle` tells whether a model was recognised in it. */
export function findNotVehicle(text: RowText, vehicle: boolean, named: readonly Span[]): Refusal | null {
  const names = withoutNames(text, named);
  const all = text.folded;
  if ((/\p{L}{3}/u.test(names) && has(names, GOODS)) || (!vehicle && isAboutGoods(text, named.length > 0))) {
    return { reason: 'not-a-vehicle', why: 'goods for the car, not a vehicle' };
  }
  if (vehicle) return null;
  if (has(names, GOODS_ALONE) || hasSize(names)) return { reason: 'not-a-vehicle', why: 'goods, not a vehicle' };
  if (has(names, PAGE)) return { reason: 'not-a-vehicle', why: 'a page mark' };
  if (hasContact(all) || has(all, CONTACT)) return { reason: 'not-a-vehicle', why: 'a contact' };
  if (has(all, PRICE)) return { reason: 'not-a-vehicle', why: 'a price' };
  if (has(all, TOTAL)) return { reason: 'not-a-vehicle', why: 'a note or a total' };
  if (has(all, TITLE)) return { reason: 'section-title', why: 'the title of a section' };
  if (named.length === 0 && has(all, GENERAL_TITLE)) return { reason: 'section-title', why: 'the title of a section' };
  return null;
}

/** Behind a maker goods are the subject only if the description starts with them: "Мазда | - | 5 штук, подпятник" asks for a model. */
function isAboutGoods(text: RowText, maker: boolean): boolean {
  const description = foldedCell(text, CELL.description);
  return maker ? description.search(GOODS) === 0 : has(text.folded, GOODS);
}

/** Brand and model cell but for the models named there: a "Большая собака" is a Haval. */
function withoutNames({ folded, cells }: RowText, named: readonly Span[]): string {
  let rest = folded.slice(0, cells[CELL.model]?.end ?? folded.length);
  for (const { start, end } of named)
    rest = rest.slice(0, start) + ' '.repeat(Math.max(0, Math.min(end, rest.length) - start)) + rest.slice(end);
  return rest;
}

const has = (text: string, pattern: RegExp): boolean => text.search(pattern) >= 0;

/** Nothing typed beside the brand: the title of a section. A typed dash marks a real row. */
export function isBareCell(text: RowText): boolean {
  return [0, 1, 2, 3].filter((cell) => foldedCell(text, cell).trim() !== '').length === 1;
}
