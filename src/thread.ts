/** Where a reading thread begins. */
import { loadReader } from './parts.ts';

const { runThread } = await loadReader();
await runThread();
