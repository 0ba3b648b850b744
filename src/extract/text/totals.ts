/** What a sum begins with. */
const TOTAL =
  /^(?:всего|итого|итог|подытог|промежуточный итог|общий итог|(?:grand |sub-?)?total|жалпы|жыйынтыгы|бардыгы|баары)(?![\p{L}\p{N}-])/iu;

/** Whether a row's text is a sum and no vehicle, by the words that it begins with: `Всего по Toyota: 5`. */
export function isTotal(text: string): boolean {
  return TOTAL.test(text);
}
