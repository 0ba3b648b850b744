/** Flags that hold numbers. */
import { InvalidArgumentError } from 'commander';

/** `'20%'` or `'20'` → 0.2 */
export function parsePercent(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*%?$/.exec(text.trim());
  const share = Number(match?.[1]) / 100;
  if (!match || share > 1) throw new InvalidArgumentError("Write a percentage from '0%' to '100%'.");
  return share;
}

export function parseWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text.trim())) throw new InvalidArgumentError("Write a whole number such as '100'.");
  return Number(text);
}
