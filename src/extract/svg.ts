import type { Box } from './geometry.ts';
import type { PageText } from './page.ts';
import type { FoundTable, PageTables } from './tables.ts';
import type { Word } from './words.ts';

/** Colours of the picture: what became of each text. */
const COLORS = {
  cell: '#1a7f37',
  header: '#0550ae',
  lone: '#8250df',
  loose: '#bc4c00',
  unread: '#cf222e',
  edge: '#8c959f',
} as const;

/** Draws what the table finder saw on a page: text, edges, cells, and what it left out, each in its colour. */
export function renderPageSvg(page: PageText, { tables, loose }: PageTables): string {
  const { width, height } = page;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" font-family="sans-serif">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...renderEdges(page),
    ...tables.flatMap(renderTable),
    ...loose.map((word) => renderWord(word, COLORS.loose)),
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

function renderTable(table: FoundTable): string[] {
  const header = table.header?.words ?? [];
  const columns = table.columns.map(
    ({ x0, x1, role }) =>
      `<text x="${round((Math.max(x0, table.box.x0) + x1) / 2)}" y="${round(Math.max(7, table.box.y0 - 14))}" font-size="6" text-anchor="middle" fill="${COLORS.header}">${role}</text>`,
  );
  return [
    ...columns,
    ...header.map((word) => renderWord(word, COLORS.header)),
    ...table.rows.flatMap((row) => [
      ...row.cells.flatMap((cell, c) => (cell.length > 0 ? [renderCell(table, row, c)] : [])),
      ...row.cells.flatMap((cell) => cell.map((word) => renderWord(word, row.lone ? COLORS.lone : COLORS.cell))),
    ]),
  ];
}

function renderCell(table: FoundTable, row: { top: number; bottom: number; across: boolean }, c: number): string {
  const last = row.across ? table.columns.length - 1 : c;
  const x0 = Math.max(table.columns[c]!.x0, 1);
  const x1 = table.columns[last]!.x1 - 1;
  return `<rect x="${round(x0)}" y="${round(row.top)}" width="${round(Math.max(0, x1 - x0))}" height="${round(row.bottom - row.top)}" fill="${row.across ? COLORS.lone : COLORS.cell}" fill-opacity="0.06" stroke="${COLORS.cell}" stroke-width="0.3"/>`;
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
    loose: 'outside of tables',
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
