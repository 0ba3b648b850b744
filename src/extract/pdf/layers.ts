/** Which layers (optional content) of a document are shown, as its own settings say. */

interface Group {
  readonly id: string;
  readonly usage?: { readonly view?: { readonly viewState?: string } | null };
}

/** A document's layers as pdf.js reads them; null where it has none. */
export interface LayerSettings {
  readonly baseState?: string;
  readonly groups: readonly Group[];
  readonly on: readonly string[];
  readonly off: readonly string[];
}

type Expression = readonly (string | Expression)[];

/** What a piece of marked content says about the layers that it belongs to. */
interface Membership {
  readonly type?: string;
  readonly id?: string;
  readonly ids?: readonly string[];
  readonly policy?: string | null;
  readonly expression?: Expression | null;
}

/** Tells whether content is shown; content of an unknown layer is. */
export function createLayers(settings: LayerSettings | null): (content: unknown) => boolean {
  const shown = new Map<string, boolean>();
  for (const { id, usage } of settings?.groups ?? [])
    shown.set(id, settings?.baseState !== 'OFF' && usage?.view?.viewState !== 'OFF');
  for (const id of settings?.on ?? []) {
    const group = settings?.groups.find((group) => group.id === id);
    if (group) shown.set(id, group.usage?.view?.viewState !== 'OFF');
  }
  for (const id of settings?.off ?? []) shown.set(id, false);
  const isShown = (id: string): boolean => shown.get(id) ?? true;
  return (content) => {
    if (shown.size === 0 || !content) return true;
    const { type, id, ids, policy, expression } = content as Membership;
    if (type === 'OCG') return id === undefined || isShown(id);
    if (type !== 'OCMD') return true;
    if (expression) return holdsTrue(expression, isShown);
    const members = ids ?? (id === undefined ? [] : [id]);
    if (members.some((member) => !shown.has(member))) return true;
    if (policy === 'AllOn') return members.every(isShown);
    if (policy === 'AnyOff') return !members.every(isShown);
    if (policy === 'AllOff') return !members.some(isShown);
    return members.some(isShown);
  };
}

function holdsTrue([operator, ...terms]: Expression, isShown: (id: string) => boolean): boolean {
  const isTrue = (term: string | Expression): boolean =>
    typeof term === 'string' ? isShown(term) : holdsTrue(term, isShown);
  if (terms.length === 0) return true;
  if (operator === 'And') return terms.every(isTrue);
  if (operator === 'Or') return terms.some(isTrue);
  return operator !== 'Not' || !isTrue(terms[0]!);
}
