import { type Box, medianOf } from '../marks/geometry.ts';
import type { Piece } from '../marks/marks.ts';
import { isDots, LEADER_DOTS } from '../text/leaders.ts';
import { createPieces, type Run } from './pieces.ts';
import type { FontFacts, GraphicsState } from './state.ts';

/** A glyph of a `showText` operator; between glyphs stand numbers, thousandths of an em to step back. */
export interface Glyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
  readonly vmetric?: readonly number[] | null;
}

/** A gap wider than this many em between two glyphs parts words (LaTeX squeezes its spaces to 0.2, kerns to 0.1). */
const WORD_GAP_EM = 0.15;
/** A space that leaves less than this, in em, can't be seen. */
const NO_SPACE_EM = 0.05;
const SPACES = /^[\s\u200b\ufeff]*$/u;

/** Text that the drawing state puts on the page, one piece for each word; moves the state to the end of the text. */
export function readGlyphs(
  glyphs: readonly (Glyph | number)[],
  state: GraphicsState,
  page: Box,
  firstId: number,
  run: number,
): Piece[] {
  const font = state.font;
  if (!font || state.fontSize === 0) return [];
  const runs = font.vertical ? readVerticalRuns(glyphs, state, font) : readRuns(glyphs, state, font);
  return runs.length === 0 ? [] : createPieces(runs, state, font, page, firstId, run);
}

function readRuns(glyphs: readonly (Glyph | number)[], state: GraphicsState, font: FontFacts): Run[] {
  const runs: Run[] = [];
  const scale = state.fontSize * font.scale;
  const gap =
    WORD_GAP_EM * Math.abs(state.fontSize) + findTracking(glyphs, state.fontSize) + letterSpacing(glyphs, state);
  let x = 0;
  let open: Run | undefined;
  let spaced = false;
  const leading = findDots(glyphs);
  for (let i = 0; i < glyphs.length; i++) {
    const glyph = glyphs[i]!;
    if (leading && i > 0 && leading[i] !== leading[i - 1]) open = undefined;
    if (typeof glyph === 'number') {
      x -= (glyph * state.fontSize) / 1000;
      continue;
    }
    const width = glyph.width * scale;
    // `isSpace` says that the code is 32, which takes word spacing: in a subset font it may be any letter.
    if (isBlank(glyph.unicode)) {
      if (!isJoiner(glyph.unicode) && !isTakenBack(width, glyph, state)) {
        open = undefined;
        spaced = runs.length > 0;
      }
    } else if (open && x - open.to < gap && x - open.to > -gap * 4) {
      open.text += glyph.unicode;
      open.to = Math.max(open.to, x + width);
    } else {
      open = { text: glyph.unicode, spaced, from: x, to: x + width };
      runs.push(open);
      spaced = false;
    }
    x += width + state.charSpacing + (glyph.isSpace ? state.wordSpacing : 0);
  }
  state.shownSpacing = state.charSpacing;
  const from = state.x;
  state.x += x * state.horizontalScale;
  for (const run of runs) {
    run.from = from + run.from * state.horizontalScale;
    run.to = from + run.to * state.horizontalScale;
  }
  return runs;
}

/** A string of fewer letters than this shows by itself no even spacing. */
const SPACED_GLYPHS = 4;

/**
 * The letter spacing that holds a word together. Ghostscript writes a step to the next word, or column, as the letter
 * spacing of a few letters (`33.6 Tc (rF)Tj`), taken back where there is none (`2.75 Tc [(wi)250(ss)]TJ`): a wide one
 * that not all letters of a string have is a step, and so is one of a short string, unless the text before has it too.
 */
function letterSpacing(
  glyphs: readonly (Glyph | number)[],
  { charSpacing, shownSpacing, fontSize }: GraphicsState,
): number {
  const em = Math.abs(fontSize);
  if (charSpacing <= WORD_GAP_EM * em) return Math.max(0, charSpacing);
  const letters = glyphs.filter((glyph) => typeof glyph !== 'number').length;
  const takenBack = glyphs.filter((glyph) => typeof glyph === 'number' && glyph * fontSize > 500 * charSpacing).length;
  const even = charSpacing === shownSpacing || (letters >= SPACED_GLYPHS && takenBack < (1 - TRACKED_SHARE) * letters);
  return even && charSpacing <= STEP_LIMIT_EM * em ? charSpacing : 0;
}

/** Which glyphs are dots of a leader: a piece of their own, though it may be written in one go with the text before it. */
function findDots(glyphs: readonly (Glyph | number)[]): readonly boolean[] | undefined {
  if (glyphs.length < LEADER_DOTS) return undefined;
  const isDot = (glyph: Glyph | number): boolean => typeof glyph !== 'number' && isDots(glyph.unicode);
  if (!glyphs.some(isDot)) return undefined;
  const dots = glyphs.map(isDot);
  if (dots.filter(Boolean).length < LEADER_DOTS) return undefined;
  let count = 0;
  let from = 0;
  const leading = glyphs.map(() => false);
  for (let i = 0; i <= glyphs.length; i++) {
    if (typeof glyphs[i] === 'number') continue;
    if (dots[i]) {
      if (count === 0) from = i;
      count++;
      continue;
    }
    if (count >= LEADER_DOTS) leading.fill(true, from, i);
    count = 0;
  }
  return leading;
}

/** Whether word spacing takes a space back that was written: Ghostscript writes `To y` with a kern of a space's width. */
const isTakenBack = (width: number, glyph: Glyph, { charSpacing, wordSpacing, fontSize }: GraphicsState): boolean =>
  glyph.isSpace && wordSpacing < 0 && width + 2 * charSpacing + wordSpacing < NO_SPACE_EM * Math.abs(fontSize);

/** Whether a text shows nothing; asked for each letter, so most are told by their first code. */
function isBlank(text: string): boolean {
  const code = text.charCodeAt(0);
  const isInk = (code > 0x20 && code < 0x7f) || (code > 0xa0 && code < 0x1680);
  return !isInk && SPACES.test(text);
}

/** Characters without a width: what they stand between is parted by the room between them, if at all. */
function isJoiner(text: string): boolean {
  return text === '\u200b' || text === '\u200d' || text === '\ufeff' || text === '';
}

/** Letters a run must have before its spacing says anything, and how many of them must be spaced. */
const TRACKED_GLYPHS = 4;
const TRACKED_SHARE = 0.95;
/** Letters further apart, in em, aren't spaced out: another font fills the gap. */
const TRACKING_LIMIT_EM = 0.45;
/** Letters further apart than this, in em, are no word, however evenly they stand. */
const STEP_LIMIT_EM = 1;

/** The space that a run puts between all its letters by stepping on after each; 0 for ordinary text. */
function findTracking(glyphs: readonly (Glyph | number)[], fontSize: number): number {
  const wide: number[] = [];
  const least = 0.05 * Math.abs(fontSize);
  let letters = 0;
  for (let i = 0; i < glyphs.length; i++) {
    if (typeof glyphs[i] === 'number') continue;
    letters++;
    const next = glyphs[i + 1];
    if (typeof next !== 'number' || i + 2 >= glyphs.length) continue;
    const step = (-next * fontSize) / 1000;
    if (step > least) wide.push(step);
  }
  if (letters < TRACKED_GLYPHS || wide.length < TRACKED_SHARE * (letters - 1)) return 0;
  const step = medianOf(wide);
  return step > TRACKING_LIMIT_EM * Math.abs(fontSize) ? 0 : step;
}

function readVerticalRuns(glyphs: readonly (Glyph | number)[], state: GraphicsState, font: FontFacts): Run[] {
  let text = '';
  let length = 0;
  for (const glyph of glyphs) {
    if (typeof glyph === 'number') continue;
    text += glyph.unicode;
    length += Math.abs(glyph.vmetric?.[0] ?? 1000) * state.fontSize * font.scale;
  }
  const run = { text: text.trim(), spaced: false, from: state.x, to: state.x + state.fontSize };
  state.y -= length;
  return run.text ? [run] : [];
}
