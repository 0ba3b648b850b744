import { medianOf } from './marks/geometry.ts';
import { PROFILE_ROLES } from './profile.ts';
import type { FoundTable } from './tables/tables.ts';
import type { Role } from './text/roles.ts';
import { keyOf } from './text/text.ts';

/** A profile as it is written to a file. */
export interface ProfileJson {
  readonly name: string;
  readonly files: readonly string[];
  readonly pages?: string;
  readonly headers?: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly columns?: readonly ColumnJson[];
}

interface ColumnJson {
  readonly role: Role;
  readonly title?: string;
  readonly from: number;
  readonly to: number;
}

/** What an automatic reading keeps of each table to tell of it afterwards. */
export type SeenTable = Pick<FoundTable, 'page' | 'columns'>;

/** Edges that differ by no more than this from page to page are one edge. */
const SAME_EDGE_PT = 3;

/** The profile that the automatic reading of a file amounts to: its titles, and its columns where all pages share them. */
export function explainProfile(fileName: string, tables: readonly SeenTable[], pages?: string): ProfileJson {
  const headers = findHeaders(tables);
  const columns = findSharedColumns(tables);
  return {
    name: fileName.replace(/\.pdf$/i, ''),
    files: [fileName],
    ...(pages === undefined ? {} : { pages }),
    ...(headers ? { headers } : {}),
    ...(columns ? { columns } : {}),
  };
}

/** Each role's titles; a title that stands for two of them is left to the reader. */
function findHeaders(tables: readonly SeenTable[]): ProfileJson['headers'] {
  const roles = new Map<string, { title: string; role: Role | undefined }>();
  for (const { title, role } of tables.flatMap((table) => table.columns)) {
    if (keyOf(title) === '') continue;
    const known = roles.get(keyOf(title));
    if (!known) roles.set(keyOf(title), { title, role });
    else if (known.role !== role) known.role = undefined;
  }
  const headers: Partial<Record<Role, string[]>> = {};
  for (const role of PROFILE_ROLES) {
    const titles = [...roles.values()].filter((entry) => entry.role === role).map((entry) => entry.title);
    if (titles.length > 0) headers[role] = titles;
  }
  return Object.keys(headers).length > 0 ? headers : undefined;
}

/** The columns of all tables, if each page has one table and all of them run alike. */
function findSharedColumns(tables: readonly SeenTable[]): ColumnJson[] | undefined {
  const first = tables[0];
  if (!first || new Set(tables.map((table) => table.page)).size < tables.length) return undefined;
  const alike = tables.every(
    ({ columns }) =>
      columns.length === first.columns.length &&
      columns.every((column, c) => {
        const other = first.columns[c]!;
        const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_EDGE_PT;
        return column.role === other.role && column.title === other.title && isNear(column.x0, other.x0);
      }),
  );
  if (!alike) return undefined;
  const edges = first.columns.map((_, c) => medianOf(tables.map((table) => table.columns[c]!.x0)));
  const last = medianOf(tables.map((table) => table.columns.at(-1)!.x1));
  return first.columns.map(({ role, title }, c) => ({
    role,
    ...(title === '' ? {} : { title }),
    from: Math.max(0, round(edges[c]!)),
    to: round(edges[c + 1] ?? last),
  }));
}

const round = (value: number): number => Math.round(value * 10) / 10;
