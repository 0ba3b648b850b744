import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../src/errors.ts';
import { freshFolder } from './support/folder.ts';
import { lekalo } from './support/lekalo.ts';

const ROOT = resolve(import.meta.dirname, '..');
const README = join(ROOT, 'README.md');
const readme = readFileSync(README, 'utf8');

/** `UPDATE_DOCS=1 npx vitest run test/docs.test.ts` writes the program's real output into the README. */
const UPDATE = Boolean(process.env['UPDATE_DOCS']);

/** The fenced block after `<!-- name -->`. */
function block(name: string): string {
  const match = new RegExp(`<!-- ${name} -->\\n+\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``).exec(readme);
  if (!match) throw new Error(`README.md has no block '${name}'`);
  return match[1] ?? '';
}

function compare(name: string, real: string): void {
  if (UPDATE) {
    const text = readFileSync(README, 'utf8');
    const parts = new RegExp(`(<!-- ${name} -->\\n+\`\`\`\\w*\\n)[\\s\\S]*?(\`\`\`)`);
    writeFileSync(
      README,
      text.replace(parts, (_all, open: string, close: string) => open + real + close),
    );
    return;
  }
  expect(block(name)).toBe(real);
}

describe('the README', () => {
  it('opens with the two commands', () => {
    const first = /```sh\n([\s\S]*?)```/.exec(readme)?.[1]?.trim().split('\n') ?? [];
    expect(first.map((line) => line.replace(/\s+#.*$/, ''))).toEqual([
      'npm ci && npx lekalo run fixtures/sheet-zebra/source.pdf --tenant evopoliki',
      'npm ci && npm test',
    ]);
  });

  it.each([...readme.matchAll(/<!-- (help[ a-z-]*) -->/g)].map((match) => match[1] ?? ''))(
    "shows the program's real output of '%s'",
    async (name) => {
      const { stdout } = await lekalo([...name.split(' ').slice(1), '--help'], { cwd: ROOT });
      compare(name, stdout);
    },
  );

  it('shows a session that really runs like this', async () => {
    const cwd = freshFolder();
    symlinkSync(join(ROOT, 'fixtures'), join(cwd, 'fixtures'));
    const commands = [...block('session').matchAll(/^\$ npx lekalo (.*)$/gm)].map((match) => match[1] ?? '');
    expect(commands.length).toBeGreaterThan(2);
    let real = '';
    for (const command of commands) {
      const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
      const { stdout, stderr } = await lekalo(args, { cwd });
      real += `$ npx lekalo ${command}\n${stdout}${stderr}`;
    }
    compare('session', real);
    // Each command opens the embedded database: half a second alone, far more on a busy machine.
  }, 240_000);

  it('lists every error code with its exit code and its cure, and no other', () => {
    const rows = [...readme.matchAll(/^\| `([a-z-]+)` \| (\d) \| (.+) \|$/gm)];
    expect(Object.fromEntries(rows.map((row) => [row[1], Number(row[2])]))).toEqual(ERROR_CODES);
  });

  it('explains every reject reason, and no other', () => {
    const source = readFileSync(join(ROOT, 'src/rows.ts'), 'utf8');
    const union = /type RejectReason =([\s\S]*?);/.exec(source)?.[1] ?? '';
    const reasons = [...union.matchAll(/'([a-z-]+)'/g)].map((match) => match[1]);
    const section = /### Reject reasons\n([\s\S]*?)\n#/.exec(readme)?.[1] ?? '';
    expect([...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1]).sort()).toEqual(reasons.sort());
  });
});

describe('the documents', () => {
  const documents = ['README.md', 'CHANGELOG.md', 'docs', 'data/catalog/README.md', 'fixtures/README.md'];
  it('link only to what is there', () => {
    const broken: string[] = [];
    for (const name of listMarkdown(documents)) {
      const text = readFileSync(join(ROOT, name), 'utf8');
      for (const [, link = ''] of text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
        if (!/^[a-z]+:/.test(link) && !existsSync(join(ROOT, dirname(name), link))) broken.push(`${name}: ${link}`);
      }
    }
    expect(broken).toEqual([]);
  });
});

function listMarkdown(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    if (name.endsWith('.md')) return existsSync(join(ROOT, name)) ? [name] : [];
    return readdirMarkdown(name);
  });
}

function readdirMarkdown(folder: string): string[] {
  return existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder))
        .filter((file) => file.endsWith('.md'))
        .map((file) => join(folder, file))
    : [];
}
