/** Body words of either language, their inflections and abbreviations. */
import type { BodyType } from '../../rows.ts';
import { phrase, type RowText, type Span, spanOf } from '../text/text.ts';

const BODY_WORDS: readonly (readonly [BodyType, RegExp])[] = [
  ['sedan', phrase('с[еи]дан\\p{L}*|sedan|saloon')],
  [
    'hatchback',
    phrase('эх?э?тчб[еэ]к\\p{L}*|х[еэ]тч?(?:б[еэ]к\\p{L}*)?|х/б|хб|hatch(?:back)?|хэчб[еэ]к\\p{L}*|хечб[еэ]к\\p{L}*'),
  ],
  [
    'wagon',
    phrase(
      'ун[иe]версал(?!ьн)\\p{L}*|унив(?:ер)?\\.?|ун\\.?|(?:sta(?:tion)?\\s*)?wagon|вагон|sw|св|авант|avant|touring|туринг|variant|вариант|combi|комби|estate|эстейт',
    ),
  ],
  [
    'suv',
    phrase('джип\\p{L}*|внедорожн\\p{L}*|кроссовер\\p{L}*|кросовер\\p{L}*|паркетник\\p{L}*|suv|вседорожн\\p{L}*'),
  ],
  ['minivan', phrase('мини-?\\s*в[еэ]н\\p{L}*|минивен\\p{L}*|компакт-?\\s*в[еэ]н\\p{L}*|minivan|mpv')],
  ['coupe', phrase('(?:gran\\s*|гран\\s*)?(?:куп[еэ]|coupe|kupe)')],
  [
    'convertible',
    phrase('кабри(?:о|к\\p{L}*|[оа]?л[еи]т\\p{L}*)|convertible|cabrio(?:let)?|родстер\\p{L}*|roadster|spider|spyder'),
  ],
  ['pickup', phrase('пик-?\\s*ап\\p{L}*|pick-?\\s*up')],
  ['liftback', phrase('лифт-?\\s*б[еэ]к\\p{L}*|liftback|sportback|спортб[еэ]к')],
  [
    'van',
    phrase(
      'бус\\p{L}{0,2}|микро-?автобус\\p{L}*|микрик\\p{L}*|маршрутк\\p{L}*|автобус\\p{L}*|фургон\\p{L}*|цельномет\\p{L}*|цмф|грузо-?\\s*пасс?ажир\\p{L}*|van',
    ),
  ],
  [
    'truck',
    phrase(
      'грузовик\\p{L}*|бортов(?:ой|ая|ые|ого|ым)|борт\\.(?=\\s*(?:груз|кузов))|самосвал\\p{L}*|тягач\\p{L}*|седельн\\p{L}*',
    ),
  ],
];

/** A word that says nothing but a body: no name, unless its maker is printed beside it. */
export const isBodyWord = (word: string): boolean =>
  BODY_WORDS.some(([, pattern]) => [...word.matchAll(pattern)].some((match) => match[0] === word));

export interface BodyWord extends Span {
  readonly body: BodyType;
  readonly word: string;
}

/** All body words of the row, in reading order; those inside a longer one left out. */
export function findBodyWords(text: RowText): BodyWord[] {
  const found: BodyWord[] = [];
  for (const [body, pattern] of BODY_WORDS) {
    for (const match of text.folded.matchAll(pattern)) found.push({ body, word: match[0], ...spanOf(match) });
  }
  return found
    .filter(
      (one) =>
        !found.some(
          (other) =>
            other !== one &&
            other.start <= one.start &&
            other.end >= one.end &&
            other.end - other.start > one.end - one.start,
        ),
    )
    .sort((one, other) => one.start - other.start);
}
