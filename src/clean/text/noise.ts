/** Words of a row that name nothing: trims, drives, gearboxes, engines, facelifts, talk. */

/** Not a name by itself, whatever model it resembles. */
const NOISE = new Set(
  `
  кузов кузова кузове кузовы поколение поколения рест рестайл рестайлинг рейстайлинг дорест дорестайл дорестайлинг facelift fl lci restyling
  новый новая новое новые старый старая старое стар нов new old широкий широкая узкий узкая большой большая маленький маленькая
  салон салона комплект комплекта перемычка перемычкой перемычки цельный цельная задний задние зад сзади спереди передний
  полик полики коврик коврики ева eva эва килем килемче
  привод полный передний задний 4wd 2wd awd fwd rwd 4вд 2вд 4х4 4x4 вд wd 4motion quattro кватро кваттро xdrive 4matic матик аматик
  акпп мкпп автомат механика вариатор робот cvt at mt амт dsg
  тди тси сди cdi tdi tsi tfsi fsi hdi dci crdi cdti gdi mpi vvti vtec d4d turbo турбо дизель бензин газ гибрид hybrid diesel компрессор
  интеркулер интеркуллер
  год года г гг цвет черный серый бежевый красный
  люкс lux luxury comfort комфорт престиж prestige элеганс elegance классик стандарт standard base premium премиум спорт sport limited
  лимитед executive design дизайн edition эдишн
  европеец европейка европе европа американец американка америка япония японец японка корея кореец китай китаец араб арабец дубай
  левый правый руль борт
  кабина дубль двойная одинарная дверь дверей двери дв
  авто автомобиль машина модель марка серия класс тип type series class
  и или с со на под для без от до по из в к не
  amg m-sport msport s-line sline rs
  `
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/-/g, '')),
);

/** Words that may stand behind a model and change nothing (NAMING §3 "Dropped"). */
const TRIM =
  /^(?:xl|gl|gls|glx|gli|le|xle|se|sel|ex|lx|lt|ls|ltz|rs|gt|gti|gtd|r|s|g|x|l|z|v|se|sr|srv|si|sx|tx|vx|vxr|gx|gxl|zx|ti|td|t|d|i|h|hv|ev|phev|dm|dmi|tdi|tfsi|vip|opc|vrs|st|n|nline|line|line|amg|brabus|hybrid|sport|luxury|cross|active|family|style|trend|ambiente|ambition|elegance|avantgarde|exclusive|highline|comfortline|trendline|lounge|royal|athlete|атлет|роял|рояль|салун|hardtop|хардтоп|absolute|абсолют|aero|aeras|аэрас|prime|прайм|грейс|grace|рекс|rex|бизнес|business|рх|гигант|spada|спада|турер|tourer|туризмо|turismo|quattro|rider|райдер|v6|v8|в6|в8|v4|в4)$/;

export const isNoiseWord = (word: string): boolean => NOISE.has(word);
export const isTrimWord = (word: string): boolean => NOISE.has(word) || TRIM.test(word);

/** Chinese names go on with these: a "CS35 Plus" is not a "CS35". */
const NAME_WORDS = new Set([
  'plus',
  'плюс',
  'pro',
  'про',
  'max',
  'макс',
  'mini',
  'мини',
  'cross',
  'кросс',
  'l',
  'x',
  'ultra',
  'ультра',
  'super',
]);
export const isNameWord = (word: string): boolean => NAME_WORDS.has(word);

/** "Японские марки", "все модели": no Mark and no Model, unless their number follows. */
export const isGeneralWord = (word: string): boolean => word === 'марки' || word === 'модели';
