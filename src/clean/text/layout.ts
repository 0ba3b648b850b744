/** Words typed with the keyboard in the other layout: `Njqjnf` → `Тойота`, `Рщтвф` → `Honda`. */

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбюё';
const SHIFTED: Readonly<Record<string, string>> = {
  '{': '[',
  '}': ']',
  ':': ';',
  '"': "'",
  '<': ',',
  '>': '.',
  '~': '`',
};

const TO_CYRILLIC = new Map([...LATIN].map((key, at) => [key, CYRILLIC[at] ?? key]));
const TO_LATIN = new Map([...CYRILLIC].map((key, at) => [key, LATIN[at] ?? key]));

const LATIN_WORD = /(?<![^\s])[A-Za-z[\];',.`{}:"<>~]{3,40}(?=\s|$)/g;
const CYRILLIC_WORD = /(?<!\p{L})[А-Яа-яЁё]{3,40}(?!\p{L})/gu;

/** Every word that only the other layout makes one that `isKnown`. */
export function switchLayout(cell: string, isKnown: (word: string) => boolean): string {
  const turn =
    (keys: ReadonlyMap<string, string>) =>
    (word: string): string => {
      if (isKnown(word)) return word;
      const turned = [...word.toLowerCase()].map((key) => keys.get(SHIFTED[key] ?? key) ?? key).join('');
      return isKnown(turned) ? turned : word;
    };
  return cell.replace(LATIN_WORD, turn(TO_CYRILLIC)).replace(CYRILLIC_WORD, turn(TO_LATIN));
}
