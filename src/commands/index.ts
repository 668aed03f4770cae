import type { Entry } from './command.js';

/**
 * Every command: its name, its summary and its file, in the order of help. A file is loaded when its command is run or
 * described; the names and summaries are here, so that the list of them loads no command.
 */
export const program: Entry = {
  summary: 'Accumulate crypto by rule, one tick per run, from your own crontab.',
  examples: [
    'crypto-bot run --market sample --dry-run     a first look, no network',
    'crypto-bot run --once-per hour --quiet       for a crontab',
    'crypto-bot portfolio                         what is held',
    'crypto-bot run --help                        everything about one command',
  ],
  commands: {
    run: { summary: 'do one tick: look at the market, decide, record, report', load: () => import('./tick/run.js') },
    portfolio: { summary: 'print what is held, with gain and loss', load: () => import('./account/portfolio.js') },
    history: { summary: 'print what was bought, newest first', load: () => import('./account/history.js') },
    orders: {
      summary: 'print what was ordered and what became of it, newest first',
      load: () => import('./orders/orders.js'),
      commands: {
        cancel: { summary: 'cancel what is left of an order', load: () => import('./orders/cancel.js') },
        resolve: {
          summary: 'say what became of an order that its broker does not tell',
          load: () => import('./orders/resolve.js'),
        },
      },
    },
    why: {
      summary: 'explain decisions: what they were made from, and whether they would be made again',
      load: () => import('./tick/why.js'),
    },
    strategies: {
      summary: 'list the strategies and your rules, or explain one',
      load: () => import('./tick/strategies.js'),
    },
    cash: {
      summary: 'print the paper account, or pay into it or out of it',
      load: () => import('./account/cash.js'),
    },
    live: {
      summary: 'let real money be spent at an exchange, or stop it',
      examples: ['crypto-bot live on', 'crypto-bot live off', 'crypto-bot live status'],
      commands: {
        on: {
          summary: 'say what real purchases are possible, and with --yes allow them',
          load: () => import('./live/on.js'),
        },
        off: {
          summary: 'send no order from now on, also in a run under way',
          load: () => import('./live/off.js'),
        },
        status: { summary: 'print whether real money may be spent', load: () => import('./live/status.js') },
      },
    },
    exchange: {
      summary: 'print what the account at the exchange holds, and what each pair allows',
      load: () => import('./live/exchange.js'),
    },
    backtest: {
      summary: 'try a rule on prices of the past, and compare it with plain buying',
      load: () => import('./trial/backtest.js'),
    },
    sweep: {
      summary: 'try many combinations of parameters on prices of the past, and compare them',
      load: () => import('./trial/sweep/sweep.js'),
    },
    compare: {
      summary: 'compare the history of the ledger with plain buying for the same money',
      load: () => import('./trial/compare.js'),
    },
    prices: {
      summary: 'fetch files of prices, or check them',
      examples: [
        'crypto-bot prices fetch --coins bitcoin,ethereum --out prices.csv',
        'crypto-bot prices check prices.csv',
      ],
      commands: {
        fetch: {
          summary: 'fetch daily prices and market caps of the past into a file',
          load: () => import('./prices/fetch.js'),
        },
        check: {
          summary: 'say what files of prices have of each coin, and what is odd or cannot be read',
          load: () => import('./prices/check.js'),
        },
      },
    },
    config: {
      summary: 'write, show or check the settings',
      examples: ['crypto-bot config init', 'crypto-bot config check'],
      commands: {
        init: {
          summary: 'write a config file with every setting commented out',
          load: () => import('./config/init.js'),
        },
        show: {
          summary: 'print every setting in effect, and where it comes from',
          load: () => import('./config/show.js'),
        },
        check: {
          summary: 'check the settings, and say what 30 days of them can cost',
          load: () => import('./config/check.js'),
        },
      },
    },
    status: {
      summary: 'say how the last ticks went, what is due, and what needs a person',
      load: () => import('./operations/status.js'),
    },
    doctor: {
      summary: 'check the whole set-up, and say what to do about what is wrong',
      load: () => import('./doctor/doctor.js'),
    },
    metrics: {
      summary: 'print figures for Prometheus, from the ledger alone',
      load: () => import('./operations/metrics.js'),
    },
    schedule: {
      summary: 'show, install or remove what starts a run every hour',
      load: () => import('./operations/schedule.js'),
    },
    notify: {
      summary: 'try out who is told of runs',
      examples: ['crypto-bot notify test'],
      commands: {
        test: {
          summary: 'send a message to each service that is set up',
          load: () => import('./operations/notify-test.js'),
        },
      },
    },
    verify: { summary: 'check the whole ledger', load: () => import('./ledger/verify.js') },
    copy: { summary: 'copy the ledger whole into another, empty one', load: () => import('./ledger/copy.js') },
    backup: {
      summary: 'write a copy of the ledger, also while it is in use, to a new file',
      load: () => import('./ledger/backup.js'),
    },
    restore: {
      summary: 'put a backup in the place of the ledger, and that aside',
      load: () => import('./ledger/restore.js'),
    },
    prune: {
      summary: 'delete old decisions, so that the ledger becomes smaller',
      load: () => import('./ledger/prune.js'),
    },
    completion: {
      summary: 'print the script that completes commands in bash, zsh or fish',
      load: () => import('./shell/completion.js'),
    },
    man: { summary: 'print the man page', load: () => import('./shell/man.js') },
    'list-coins': {
      summary: 'print the ids of the coins that were bought',
      isHidden: true,
      load: () => import('./shell/list-coins.js'),
    },
  },
};
