import type { Stage } from '../stage.js';
import type { Story } from '../story.js';
import { claimRefusedClass } from './refused-class.js';
import { MISTAKES, accessPath, type Mistake } from './mistakes.js';

const TOLD_MS = 60_000;
const KIND = 'accesspaths.sds.xsky.com';

/** Whatever is wrong is told in words: by the schema where it can, else by a condition or an event. */
export const badYaml: Story = {
  name: 'bad-yaml',
  summary:
    'wrong AccessPaths are refused by the schema, what only the array knows is told by a condition or an event',
  told: 'by-default',
  tell: async (stage: Stage) => {
    for (const mistake of MISTAKES) await claimRefused(stage, mistake);
    await claimCondition(stage);
    await claimRefusedClass(stage);
    return { mistakes: MISTAKES.length + 2 };
  },
};

async function claimRefused({ kubectl, report }: Stage, { what, spec, name, words }: Mistake): Promise<void> {
  const object = accessPath(name ?? 'wrong', spec);
  const said = await kubectl
    .run(['apply', '--dry-run=server', '-f', '-'], { input: JSON.stringify(object) })
    .then(
      () => 'it was TAKEN',
      (error: unknown) => (error as Error).message.replace(/^.*exit code \d+: /, ''),
    );
  report.check(`${what} is refused by the API server`, said.includes(words), said);
}

/** A gateway that the array does not have: the schema cannot know. */
async function claimCondition({ kubectl, report }: Stage): Promise<void> {
  const object = accessPath('wrong', { name: 'wrong', gateway: 'gw-a,gw-z' });
  await kubectl.apply(JSON.stringify(object));
  let seen = 'no condition';
  await kubectl.until('a condition names gw-z', TOLD_MS, async () => {
    const { conditions = [] } = ((await kubectl.find(KIND, 'wrong'))?.status ?? {}) as Conditions;
    seen = conditions
      .map(({ type, status, reason, message }) => `${type}=${status} ${reason}: ${message}`)
      .join('; ');
    return (
      conditions.some(({ status, message }) => status !== 'True' && message.includes('gw-z')) || undefined
    );
  });
  report.check('a gateway that the array does not have is told by a condition', seen.includes('gw-z'), seen);
  await kubectl.run(['delete', KIND, 'wrong', `--timeout=${TOLD_MS / 1000}s`], {
    deadlineMs: TOLD_MS + 10_000,
  });
}

interface Conditions {
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason: string;
    readonly message: string;
  }[];
}
