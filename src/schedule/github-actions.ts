import { describeTimes, type Job, type ScheduleFile, secretsOf, wordsOf } from './job.js';

/** A workflow that installs the released package and runs one tick. */
export function renderGithubActions(job: Job): readonly ScheduleFile[] {
  const { oncePer, minute, version } = job;
  const environment = [
    ...secretsOf(job).map((name) => `${name}: \${{ secrets.${name} }}`),
    ...Object.entries(job.variables).map(([name, value]) => `${name}: ${quote(value)}`),
  ];
  const text = `# ${describeTimes(job)}
#
# GitHub's scheduler is late by minutes, most at full hours, and leaves runs out when it is busy: --once-per makes a late or a
# double run harmless, and a run that was left out is a missed tick. In a public repository it stops after 60 days without a
# commit. Its runners have no disk that lasts, so the ledger is in PostgreSQL. The secrets are set in the repository's
# settings: ${secretsOf(job).join(', ')}.
name: crypto-bot

on:
  schedule:
    - cron: "${oncePer === 'minute' ? '*/5' : minute} * * * *"
  workflow_dispatch:

# One run at a time, and none is stopped by the next.
concurrency:
  group: crypto-bot
  cancel-in-progress: false

permissions: {}

jobs:
  tick:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/setup-node@2028fbc5c25fe9cf00d9f06a71cc4710d4507903 # v6.0.0
        with:
          node-version: "22"
          package-manager-cache: false
      - run: npm install --global --no-audit --no-fund crypto-bot@${version}
      - run: crypto-bot ${wordsOf(job).join(' ')}
        env:
${environment.map((line) => `          ${line}`).join('\n')}
`;
  return [{ path: '.github/workflows/crypto-bot.yml', text }];
}

/** A text of YAML, which takes JSON's, with nothing in it that GitHub would compute. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll('${{', `\${{ '\${{' }}`);
}
