/** What is printed and not understood, as printed: nothing is lost. */
import type { RowWords } from '../mentions/context.ts';
import { CELL } from '../text/text.ts';

const EMPTY = /^[\s\-–—_.,;:/\\+*()[\]{}"'|]*$/;

export function renderNotes({ text }: RowWords): string {
  const parts: string[] = [];
  for (const cell of [CELL.brand, CELL.model, CELL.year, CELL.description]) {
    const span = text.cells[cell];
    if (!span) continue;
    let run = '';
    for (let at = span.start; at <= span.end; at += 1) {
      const unused = at < span.end && text.used[at] !== 1;
      if (unused) run += text.printed[at] ?? '';
      else {
        push(parts, run);
        run = '';
      }
    }
  }
  return parts.join('; ');
}

function push(parts: string[], run: string): void {
  const trimmed = run.replace(/^[\s,;:/\\+.-]+|[\s,;:/\\+-]+$/g, '');
  // A lone preposition is what an understood phrase left behind.
  if (!EMPTY.test(trimmed) && !/^(?:и|с|c|на|для|в)$/iu.test(trimmed)) parts.push(trimmed);
}
