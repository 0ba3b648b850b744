/** Brand cells that name no maker: a dash, a row number, "Разное", a country; and what a country still says. */
import type { CatalogIndex } from './catalogIndex.ts';

/** Stems of country names and of what is made there → ISO codes as in brands.csv. */
const ORIGINS: readonly (readonly [string, readonly string[]])[] = [
  ['япон(?:и[яи]|ск\\p{L}*|ец|ц[ыа])', ['JP']],
  ['коре(?:[яи]|йск\\p{L}*|ец|йц[ыа])', ['KR']],
  ['кита(?:[йяе]|йск\\p{L}*|ец|йц[ыа])', ['CN']],
  ['германи[яи]|немецк\\p{L}*|немец|немцы', ['DE']],
  ['европ[аы]|европейск\\p{L}*|европеец', ['DE', 'FR', 'GB', 'CZ', 'SE', 'IT', 'ES', 'RO', 'NL']],
  ['америк[аи]|американск\\p{L}*|американец|американцы|сша|usa', ['US']],
  ['росси[яи]|российск\\p{L}*|русск\\p{L}*|отечеств\\p{L}*|рф', ['RU', 'UA', 'BY']],
  ['советск\\p{L}*|ссср|снг', ['RU', 'UA', 'BY', 'LV', 'AM', 'UZ']],
  ['узбекистан\\p{L}?|узбекск\\p{L}*', ['UZ', 'KR', 'US']],
  ['франци[яи]|французск\\p{L}*', ['FR']],
  ['англи[яи]|английск\\p{L}*|британск\\p{L}*', ['GB']],
  ['чехи[яи]|чешск\\p{L}*', ['CZ']],
  ['швеци[яи]|шведск\\p{L}*', ['SE']],
  ['итали[яи]|итальянск\\p{L}*', ['IT']],
  ['инди[яи]|индийск\\p{L}*', ['IN']],
  ['турци[яи]|турецк\\p{L}*', ['TR']],
];

const COUNTRY = ORIGINS.map(([stem]) => stem).join('|');
const GOODS = '(?:авто\\p{L}*|машин\\p{L}*|марк\\p{L}*|техник\\p{L}*|импорт\\p{L}*)';
const NOTHING = [
  '[\\s\\d.,№#?*/\\\\|-]*',
  'н\\/?д|n\\/?a|б\\/?[нмупк]\\.?|нет|х\\/?з',
  '(?:разн|проч|друг|остальн|неизв|иностран|смешан)\\p{L}*\\.?|не\\s?(?:указ|изв|опр|ясн)\\p{L}*\\.?|без\\s?(?:марки|бренда|названия)',
  'импорт\\p{L}*|иномарк\\p{L}*|новинк\\p{L}*|хит|топ|дубль|марка|бренд',
  'легков\\p{L}*|грузов\\p{L}*|внедорожник\\p{L}*|джип\\p{L}*|авто|автомобил\\p{L}*|ж',
].join('|');

const MEANINGLESS = new RegExp(
  `^(?:${NOTHING}|(?:${GOODS}\\s*)?(?:(?:из|с)\\s+)?(?:${COUNTRY})(?:\\s*${GOODS})?)$`,
  'u',
);

/** `isMeaninglessBrand('разное')`: does the folded cell name no maker? */
export const isMeaninglessCell = (cell: string): boolean => MEANINGLESS.test(cell.trim());

/** Does the brand cell name another country than the maker's? "Китай" beside an X5 is no BMW for sure. */
export function isOtherOrigin({ catalog }: CatalogIndex, cell: string, brand: string): boolean {
  const printed = ORIGINS.filter(([stem]) => new RegExp(`(?<!\\p{L})(?:${stem})(?!\\p{L})`, 'u').test(cell));
  const country = catalog.brands.find((line) => line.brand === brand)?.country ?? '';
  return printed.length > 0 && country !== '' && !printed.some(([, codes]) => codes.includes(country));
}
