import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shopOnNodes } from './shop-on-nodes.js';

const FOLDER = join(import.meta.dirname, '../../../docs/runbooks');
const QUICK = ['--settle', '1', '--wait', '20'];
const MOVES = ['failover', 'relocate', 'failback', 'reprotect', 'abort'];

type Step =
  | { readonly kind: 'drctl'; readonly words: readonly string[]; readonly code: number }
  | { readonly kind: 'site'; readonly word: string };

/** What a page has its reader do, in its order: commands with the exit code behind them, and what happens meanwhile. */
function stepsOf(page: string): readonly Step[] {
  const text = readFileSync(join(FOLDER, page), 'utf8');
  return [...text.matchAll(/^\$ drctl (.*?) +# (\d+)$|^<!-- site-a: (\w+) -->$/gm)].map(
    ([, words, code, word]): Step =>
      words === undefined
        ? { kind: 'site', word: word ?? '' }
        : { kind: 'drctl', words: words.split(' '), code: Number(code) },
  );
}

const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && !name.includes('.zh-CN.'));

describe('a runbook', () => {
  it.each(pages)(
    '%s does what it says, command by command',
    async (page) => {
      const steps = stepsOf(page);
      expect(steps.length).toBeGreaterThan(3);
      const { world, nodes } = await shopOnNodes();
      const site = {
        cut: async () => {
          world.a.server.cut();
          await nodes.a.halt();
        },
        up: () => {
          world.a.server.heal();
          nodes.a.revive();
          return Promise.resolve();
        },
      };
      for (const step of steps) {
        if (step.kind === 'site') {
          await (step.word === 'cut' ? site.cut() : site.up());
          continue;
        }
        const words = step.words.map((word) => (word === 'report.html' ? join(world.directory, word) : word));
        const { code, err } = await world.drctl([...words, ...(MOVES.includes(words[0] ?? '') ? QUICK : [])]);
        expect([words.join(' '), code], err).toEqual([words.join(' '), step.code]);
      }
    },
    120_000,
  );

  it.each(pages)('%s is there in Chinese with the same commands', (page) => {
    expect(stepsOf(page.replace(/\.md$/, '.zh-CN.md'))).toEqual(stepsOf(page));
  });
});
