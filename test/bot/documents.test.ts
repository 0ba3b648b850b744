import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lekalo, openLekalo } from '../../src/bot/openLekalo.ts';
import type { DatabaseTarget } from '../../src/config.ts';
import { openDatabase } from '../../src/database/connection/connection.ts';
import { addressOf, botTarget, importPatterns } from '../support/bot.ts';
import { describeDatabases } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/BOT_API.md');
const page = readFileSync(PAGE, 'utf8');

/** `UPDATE_DOCS=1 npx vitest run test/bot/documents.test.ts` writes what the bot really says into the page. */
const UPDATE = Boolean(process.env['UPDATE_DOCS']);

/** The fenced block after `<!-- name -->`. */
function block(name: string): string {
  const match = new RegExp(`<!-- ${name} -->\\n\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``).exec(page);
  if (!match) throw new Error(`docs/BOT_API.md has no block '${name}'`);
  return match[1] ?? '';
}

interface Voices {
  hear(): Promise<string>;
  say(text: string): Promise<void>;
}

type Converse = (lekalo: Lekalo, language: 'ru' | 'ky', voices: Voices) => Promise<void>;

async function loadConversation(): Promise<Converse> {
  const path = join(freshFolder(), 'conversation.mjs');
  writeFileSync(path, block('conversation'));
  const { converse } = (await import(pathToFileURL(path).href)) as { converse: Converse };
  return converse;
}

describeDatabases('docs/BOT_API.md', (databases) => {
  let target: DatabaseTarget;
  let lekalo: Lekalo;
  beforeAll(async () => {
    target = await botTarget(databases);
    const database = await openDatabase(target);
    await importPatterns(database, 'evopoliki', 'eva_mats', [
      { generation: 'XV70', yearFrom: 2017, yearTo: 2024, bodyType: 'sedan' },
      { generation: 'XV40', yearFrom: 2006, yearTo: 2011, bodyType: 'sedan' },
    ]);
    await database.close();
    lekalo = await openLekalo({ tenant: 'evopoliki', ...addressOf(target) });
  });
  afterAll(() => lekalo?.close());

  describe('has conversations that go like this', () => {
    it.each([
      ['ru', 'ru'],
      ['ky', 'ky'],
      ['ky-none', 'ky'],
    ] as const)('%s', async (name, language) => {
      const shown = block(name);
      const heard = [...shown.matchAll(/^customer {2}(.*)$/gm)].map((match) => match[1] ?? '');
      let real = '';
      const converse = await loadConversation();
      await converse(lekalo, language, {
        async hear() {
          const typed = heard.shift() ?? '';
          real += `customer  ${typed}\n`;
          return typed;
        },
        async say(text) {
          real += `bot       ${text}\n`;
        },
      });
      if (UPDATE) writeFileSync(PAGE, readFileSync(PAGE, 'utf8').replace(shown, real));
      else expect(real).toBe(shown);
      expect(heard).toEqual([]);
    });
  });

  it('has SQL that runs, and answers as the handle does', async () => {
    await lekalo.close();
    const database = await openDatabase(target, { max: 1 });
    const answers: Record<string, unknown>[] = [];
    for (const statement of block('sql').split(/;\n/)) {
      const [row] = await database.sql.unsafe(statement);
      if (row) answers.push(row);
    }
    await database.close();
    lekalo = await openLekalo({ tenant: 'evopoliki', ...addressOf(target) });
    const [, first, whole, pattern, quote, leather, text] = answers;
    const searched = await lekalo.search('камри 70', { category: 'eva_mats' });
    expect(first).toMatchObject({ brand: 'Toyota', model: 'Camry', generation: 'XV70', available: true });
    expect(whole?.['search_vehicle_answer']).toEqual(searched);
    expect(Number(pattern?.['pattern_id'])).toBe(searched.matches[0]?.patterns[0]?.id);
    expect(quote?.['quote_price']).toEqual(
      await lekalo.quote({ category: 'eva_mats', bodyType: 'sedan', options: ['with_borders'] }),
    );
    expect(leather?.['quote_price']).toMatchObject({ status: 'priced', total: 14_000 });
    expect(text).toEqual({ text: expect.stringContaining('{brand}'), fallback: false });
  });
});
