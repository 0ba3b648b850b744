/**
 * Most programs hang all pages of a document on one node. To find one of them pdf.js goes over that node's kids from the first
 * on, and fetches them all at once: the time of that grows with the square of the pages, and their objects stay.
 */

/** A dictionary of pdf.js's. */
interface Dict {
  get(key: string): unknown;
  getRaw(key: string): unknown;
  has(key: string): boolean;
}

/** A reference to an object of the file. */
interface Ref {
  readonly num: number;
  readonly gen: number;
}

type FoundPage = readonly [page: Dict, ref: Ref];

interface Catalog {
  readonly toplevelPagesDict: Dict;
  readonly xref: { fetchAsync(ref: Ref): Promise<unknown> };
  getPageDict(index: number): Promise<FoundPage>;
}

/** The part of pdf.js that this needs; it doesn't offer it itself. */
export interface CatalogParts {
  readonly Catalog: { readonly prototype: Catalog };
}

/** From here on pdf.js finds a kid of the top node in one step where those before it are pages; anything else it looks for itself. */
export function findPagesAtOnce({ Catalog }: CatalogParts): void {
  const { prototype } = Catalog;
  const walk = prototype.getPageDict;
  /** How many of the first kids of the top node are known to be pages. */
  const known = new WeakMap<Catalog, number>();
  prototype.getPageDict = async function (index) {
    const before = known.get(this) ?? 0;
    const kids = kidsOf(this.toplevelPagesDict);
    const ref = kids[index];
    // The last one is asked for first, to see whether there are as many as the document says.
    const isNext = index <= before || index === kids.length - 1;
    if (!isNext || !isRef(ref)) return walk.call(this, index);
    const page = await this.xref.fetchAsync(ref);
    if (!isPage(page)) return walk.call(this, index);
    if (index === before) known.set(this, before + 1);
    return [page, ref];
  };
}

/** The kids of a node that says that it has as many pages as kids; none of any other. */
function kidsOf(node: Dict): readonly unknown[] {
  const kids = node.get('Kids');
  return Array.isArray(kids) && kids.length === node.get('Count') ? kids : [];
}

const isDict = (value: unknown): value is Dict =>
  typeof value === 'object' && value !== null && 'getRaw' in value && 'has' in value;

const isRef = (value: unknown): value is Ref =>
  typeof value === 'object' && value !== null && 'num' in value && 'gen' in value;

/** Whether a kid of a node is a page and not another node. */
function isPage(kid: unknown): kid is Dict {
  if (!isDict(kid)) return false;
  const type = kid.get('Type') as { readonly name?: string } | undefined;
  return type?.name === 'Page' || !kid.has('Kids');
}
