import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { openLekalo } from '../../src/bot/openLekalo.ts';
import type { DatabaseTarget } from '../../src/config.ts';
import { openDatabase } from '../../src/database/connection/connection.ts';
import { UserError } from '../../src/errors.ts';
import * as lekaloPackage from '../../src/index.ts';
import { addressOf, botTarget, importPatterns, seededAt } from '../support/bot.ts';
import { describeDatabases, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo as cli } from '../support/lekalo.ts';
import { findServerPrograms, startPrivateServer } from '../support/privateServer.ts';

const CALLERS = 64;

describeDatabases('a handle for a bot', (databases) => {
  let target: DatabaseTarget;
  beforeAll(async () => {
    target = await botTarget(databases);
    const database = await openDatabase(target);
    await importPatterns(database, 'evopoliki', 'eva_mats', [{ generation: 'XV70', notes: 'ours' }]);
    await importPatterns(database, 'five_deluxe', '5d_mats', [
      { generation: 'XV70', notes: 'theirs' },
      { generation: 'XV70', notes: 'theirs, too' },
    ]);
    await database.close();
  });

  it('is what the package exports', () => {
    expect(lekaloPackage.openLekalo).toBe(openLekalo);
    expect(lekaloPackage.UserError).toBe(UserError);
  });

  it('searches, tells what there is, quotes and speaks for its tenant', async () => {
    const lekalo = await openLekalo({ tenant: 'five_deluxe', ...addressOf(target) });
    const { matches } = await lekalo.search('камри 70');
    expect(matches[0]?.patterns.map(({ notes }) => notes).sort()).toEqual(['theirs', 'theirs, too']);
    expect(await lekalo.availability({ brand: 'Toyota', model: 'Camry', year: 2005 })).toEqual({
      available: false,
      patterns: [],
    });
    expect(await lekalo.quote({ category: '5d_mats' })).toMatchObject({ status: 'on_request', show_price: false });
    expect(await lekalo.texts('ask_model', 'ky', { brand: 'Kia' })).toMatchObject({
      text: expect.stringContaining('Kia'),
      language: 'ky',
      fallback: false,
      unfilled: [],
    });
    await lekalo.close();
    await expect(lekalo.search('камри')).rejects.toMatchObject({ code: 'bad-usage' });
  });

  it('says so when Kyrgyz falls back to Russian, and what was not filled in', async () => {
    const env = environmentOf(target);
    await cli(['texts', 'set', 'only_ru', '--tenant', 'evopoliki', '--ru', 'Марка {brand}?'], {
      cwd: freshFolder(),
      env,
    });
    const lekalo = await openLekalo({ tenant: 'evopoliki', ...addressOf(target) });
    expect(await lekalo.texts('only_ru', 'ky')).toEqual({
      key: 'only_ru',
      text: 'Марка {brand}?',
      language: 'ru',
      fallback: true,
      unfilled: ['brand'],
    });
    await expect(lekalo.texts('nothing', 'ru')).rejects.toMatchObject({ code: 'bad-usage' });
    await lekalo.close();
  });

  it('is refused for a tenant that is not there', async () => {
    await expect(openLekalo({ tenant: 'nobody', ...addressOf(target) })).rejects.toMatchObject({
      code: 'unknown-tenant',
    });
  });

  it('rejects at once when its signal is aborted, and goes on answering others', async () => {
    const lekalo = await openLekalo({ tenant: 'evopoliki', ...addressOf(target) });
    const controller = new AbortController();
    const asking = lekalo.search('камри 70', { signal: controller.signal });
    controller.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    await expect(lekalo.search('камри', { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
    expect((await lekalo.search('камри 70')).status).toBe('found');
    await lekalo.close();
  });

  it(`answers ${CALLERS} callers of two tenants at once over one pool, each with its own`, async () => {
    const [ours, theirs] = await Promise.all([
      openLekalo({ tenant: 'evopoliki', ...addressOf(target) }),
      openLekalo({ tenant: 'five_deluxe', ...addressOf(target) }),
    ]);
    const wrong: unknown[] = [];
    const caller = async (number: number): Promise<void> => {
      for (let round = 0; round < 4; round++) {
        const lekalo = (number + round) % 2 === 0 ? ours : theirs;
        const { matches } = await lekalo.search('камри 70');
        const notes = matches[0]?.patterns.map((pattern) => pattern.notes).sort();
        const own = lekalo === ours ? ['ours'] : ['theirs', 'theirs, too'];
        if (JSON.stringify(notes) !== JSON.stringify(own)) wrong.push(notes);
        const { text } = await lekalo.texts('welcome', 'ru');
        if (text.includes('5D') !== (lekalo === theirs)) wrong.push(text);
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, (_, number) => caller(number)));
    expect(wrong).toEqual([]);
    await ours.close();
    expect((await theirs.search('камри')).status).toBe('found');
    await theirs.close();
  });

  it('is told by the command line in the same words, one line for each query', async () => {
    const options = { cwd: freshFolder(), env: environmentOf(target), stdin: 'камри 70\n\nпривет\nтойота\n' };
    const { stdout, exitCode } = await cli(['search', '-', '--tenant', 'evopoliki', '--json'], options);
    expect(exitCode).toBe(0);
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ query, status }) => [query, status])).toEqual([
      ['камри 70', 'found'],
      ['', 'unknown'],
      ['привет', 'unknown'],
      ['тойота', 'ambiguous'],
    ]);
    expect(Object.keys(answers[0].matches[0])).toEqual(
      expect.arrayContaining(['brand', 'model', 'generation', 'year', 'score', 'available', 'patterns']),
    );
    const { stdout: text } = await cli(['search', 'камри 70', '--tenant', 'evopoliki'], options);
    expect(text).toBe('камри 70: found\n  Toyota Camry XV70 (1.00): 1 pattern\n');
  });
});

describe('a server that restarts under its bots', () => {
  const programs = findServerPrograms();
  it.skipIf(programs === undefined)('gives clear errors, then answers again without a new process', async () => {
    const server = await startPrivateServer(programs ?? '');
    try {
      await seededAt({ kind: 'server', url: server.url });
      const lekalo = await openLekalo({ tenant: 'evopoliki', databaseUrl: server.url });
      let running = true;
      let answered = 0;
      let failed = 0;
      const unclear: unknown[] = [];
      const caller = async (): Promise<void> => {
        while (running) {
          try {
            if ((await lekalo.search('камри 70')).status === 'found') answered += 1;
          } catch (error) {
            failed += 1;
            if (!(error instanceof UserError && error.code === 'database-unreachable')) unclear.push(error);
            await setTimeout(20);
          }
        }
      };
      const callers = Array.from({ length: 16 }, caller);
      const until = async (is: () => boolean): Promise<void> => {
        while (!is()) await setTimeout(20);
      };
      await until(() => answered > 50);
      server.stop();
      await until(() => failed > 16);
      server.start();
      const before = answered;
      await until(() => answered > before + 50);
      running = false;
      await Promise.all(callers);
      expect(unclear).toEqual([]);
      await lekalo.close();
    } finally {
      server.remove();
    }
  });
});
