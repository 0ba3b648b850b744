import type { Group } from './score.mjs';

export function createRandom(seed: number): () => number;
export function mistypeRows(groups: readonly Group[], typos: number, seed?: number): Group[];
export function inventRows(groups: readonly Group[], seed?: number): Group[];
