import type { Box } from './marks/geometry.ts';
import { findLines, type Line, textOfLine } from './page/lines.ts';
import type { PageText } from './page/page.ts';
import type { Word } from './page/words.ts';
import { textsOf } from './rows/draft.ts';
import type { FoundTable, PageTables } from './tables/tables.ts';

/** Colours of the picture: what became of each text. */
const COLORS = {
  cell: '#1a7f37',
  header: '#0550ae',
  lone: '#8250df',
  rejected: '#bc4c00',
  furniture: '#6e7781',
  unread: '#cf222e',
  edge: '#8c959f',
} as const;
/** Cells stand a little apart, so that each shows its own box. */
const CELL_INSET_PT = 1;

/**
 * Draws what the table finder saw on a page: text, edges, cells, and what it left out, each in its colour.
 * `rejects` are the texts of the page that were rejected; without them all text outside of tables counts as such.
 */
export function renderPageSvg(page: PageText, { tables, loose }: PageTables, rejects?: ReadonlySet<string>): string {
  const { width, height } = page;
  const outside = new Set(loose);
  const colorOf = (line: Line): string =>
    rejects && !rejects.has(textOfLine(line)) ? COLORS.furniture : COLORS.rejected;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" font-family="Arial, Liberation Sans, sans-serif">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...renderEdges(page),
    ...tables.flatMap((table) => renderTable(table, outside, rejects)),
    ...findLines(loose).flatMap((line) => line.words.map((word) => renderWord(word, colorOf(line)))),
    ...page.unread.map(({ piece }) => renderText(piece.text, piece.box, piece.baseline, piece.size, COLORS.unread)),
    renderKey(height),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

function renderEdges({ edges }: PageText): string[] {
  const line = (x1: number, y1: number, x2: number, y2: number, drawn: boolean): string =>
    `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${COLORS.edge}" stroke-width="${drawn ? 0.8 : 0.3}"/>`;
  return [
    ...edges.level.flatMap((e) => e.spans.map(([from, to]) => line(from, e.at, to, e.at, e.drawn))),
    ...edges.upright.flatMap((e) => e.spans.map(([from, to]) => line(e.at, from, e.at, to, e.drawn))),
  ];
}

function renderTable(table: FoundTable, outside: ReadonlySet<Word>, rejects?: ReadonlySet<string>): string[] {
  const header = table.header?.words ?? [];
  const top = table.header?.top ?? table.rows[0]?.top ?? table.box.y0;
  const columns = table.columns.map(
    ({ x0, x1, role }) =>
      `<text x="${round((Math.max(x0, table.box.x0) + x1) / 2)}" y="${round(Math.max(7, top - 2))}" font-size="6" text-anchor="middle" fill="${COLORS.header}">${role}</text>`,
  );
  return [
    ...columns,
    ...header.map((word) => renderWord(word, COLORS.header)),
    ...table.rows.flatMap((row, r) => {
      const words = row.cells.flat().filter((word) => !outside.has(word));
      if (words.length === 0 && !row.joined.includes(true)) return [];
      const isRejected = rejects?.has(textsOf(row).filter(Boolean).join(' ')) === true;
      const color = isRejected ? COLORS.rejected : row.lone ? COLORS.lone : COLORS.cell;
      return [...renderCells(table, r), ...words.map((word) => renderWord(word, color))];
    }),
  ];
}

/** The boxes of the cells that begin in a row; one that is joined to the cell above belongs to the row of that one. */
function renderCells({ columns, rows }: FoundTable, r: number): string[] {
  const row = rows[r]!;
  return columns.flatMap((column, c) => {
    if (row.joined[c]) return [];
    let last = r;
    while (rows[last + 1]?.joined[c]) last++;
    if (row.cells[c]!.length === 0 && last === r) return [];
    const x1 = row.across ? columns.at(-1)!.x1 : column.x1;
    return [
      renderBox({ x0: column.x0, y0: row.top, x1, y1: rows[last]!.bottom }, row.across ? COLORS.lone : COLORS.cell),
    ];
  });
}

function renderBox({ x0, y0, x1, y1 }: Box, color: string): string {
  const width = Math.max(0, x1 - x0 - 2 * CELL_INSET_PT);
  return `<rect x="${round(x0 + CELL_INSET_PT)}" y="${round(y0)}" width="${round(width)}" height="${round(y1 - y0)}" fill="${color}" fill-opacity="0.06" stroke="${color}" stroke-width="0.3"/>`;
}

function renderWord(word: Word, color: string): string {
  return renderText(word.text, word.box, word.baseline, word.size, color);
}

function renderText(text: string, box: Box, baseline: number, size: number, color: string): string {
  return `<text x="${round(box.x0)}" y="${round(baseline)}" font-size="${round(size)}" textLength="${round(box.x1 - box.x0)}" lengthAdjust="spacingAndGlyphs" fill="${color}">${escapeXml(text)}</text>`;
}

function renderKey(height: number): string {
  const names = {
    cell: 'cell',
    header: 'header',
    lone: 'heading or note',
    rejected: 'rejected',
    furniture: 'furniture',
    unread: 'not read',
  };
  const entries = Object.entries(names).map(
    ([kind, name], i) => `<tspan x="${8 + i * 90}" fill="${COLORS[kind as keyof typeof names]}">■ ${name}</tspan>`,
  );
  return `<text y="${round(height - 4)}" font-size="6">${entries.join('')}</text>`;
}

const round = (value: number): string => String(Math.round(value * 10) / 10);

function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
