import { overlap } from '../marks/geometry.ts';
import type { Fill, PageMarks, Rule } from '../marks/marks.ts';

/** A straight edge that parts cells: drawn lines and borders of shaded areas that lie on each other, joined. */
export interface Edge {
  readonly at: number;
  /** Intervals along the edge, in order, apart from each other. */
  readonly spans: readonly (readonly [number, number])[];
  /** True where a line is drawn, false where only shading ends. */
  readonly drawn: boolean;
}

/** The edges of a page in both directions, in order of their place. */
export interface Edges {
  readonly level: readonly Edge[];
  readonly upright: readonly Edge[];
}

/** Lines nearer than this to each other are one: a double line, or the two sides of a border. */
const SAME_EDGE_PT = 1.6;
/** Gaps in a line up to this length are dashes or crossings. */
const DASH_PT = 4;
/** Shading that covers more than this share of the page is its background. */
const BACKGROUND_SHARE = 0.6;

/** Finds the edges that lines and shading draw on a page. */
export function findEdges({ rules, fills, width, height }: PageMarks): Edges {
  const areas = fills.filter((fill) => !isBackground(fill, width, height));
  const level = rules.filter((rule) => rule.axis === 'h').map(toStroke);
  const upright = rules.filter((rule) => rule.axis === 'v').map(toStroke);
  for (const { x0, y0, x1, y1 } of areas) {
    for (const at of [y0, y1]) level.push({ at, from: x0, to: x1, drawn: false });
    for (const at of [x0, x1]) upright.push({ at, from: y0, to: y1, drawn: false });
  }
  return { level: joinStrokes(level), upright: joinStrokes(upright) };
}

function isBackground(fill: Fill, width: number, height: number): boolean {
  return (fill.x1 - fill.x0) * (fill.y1 - fill.y0) > BACKGROUND_SHARE * width * height;
}

interface Stroke {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly drawn: boolean;
}

const toStroke = ({ at, from, to }: Rule): Stroke => ({ at, from, to, drawn: true });

function joinStrokes(strokes: readonly Stroke[]): Edge[] {
  const sorted = [...strokes].sort((a, b) => a.at - b.at);
  const edges: Edge[] = [];
  let group: Stroke[] = [];
  for (const stroke of sorted) {
    if (group.length > 0 && stroke.at - group[0]!.at > SAME_EDGE_PT) {
      edges.push(joinGroup(group));
      group = [];
    }
    group.push(stroke);
  }
  if (group.length > 0) edges.push(joinGroup(group));
  return edges;
}

function joinGroup(group: readonly Stroke[]): Edge {
  const spans: [number, number][] = [];
  for (const { from, to } of [...group].sort((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last && from <= last[1] + DASH_PT) last[1] = Math.max(last[1], to);
    else spans.push([from, to]);
  }
  const drawn = group.filter((stroke) => stroke.drawn);
  const lead = drawn.length > 0 ? drawn : group;
  return { at: lead.reduce((sum, s) => sum + s.at, 0) / lead.length, spans, drawn: drawn.length > 0 };
}

/** The share of the interval that an edge covers, 0–1. */
export function coverageOf(edge: Edge, from: number, to: number): number {
  if (to <= from) return 0;
  let covered = 0;
  for (const [a, b] of edge.spans) covered += overlap(a, b, from, to);
  return covered / (to - from);
}
