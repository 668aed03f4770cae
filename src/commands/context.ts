import type { Broker } from '../broker/broker.js';
import type { ExchangeBroker } from '../broker/exchange/exchange-broker.js';
import { type Config, type Flags, readConfig } from '../config.js';
import { maskSecrets } from '../core/values/secrets.js';
import { visible } from '../core/values/text.js';
import type { Ledger, LedgerMarket, Mode } from '../ledger/ledger.js';
import type { TableDatabase, TableMode } from '../ledger/maintenance/tables.js';
import type { Market } from '../market/market.js';
import type { Healthcheck } from '../notify/healthcheck.js';
import type { Service } from '../notify/service.js';
import { type Deadline, startDeadline } from '../runtime/deadline.js';
import { type Log, openLog, openNoLog } from '../runtime/log.js';
import type { Terminal } from '../runtime/terminal.js';

/** What every command gets. */
export interface Context {
  readonly config: Config;
  readonly log: Log;
  readonly terminal: Terminal;
  readonly color: boolean;
  readonly deadline: Deadline;
  /** Masks every secret of the configuration in a text that someone else gets. */
  readonly redact: (text: string) => string;
  readonly ports: Ports;
}

/** The ports of the program, as the configuration says. A command opens those that it needs, and closes them. */
export interface Ports {
  /** The broker that carries out the orders of a ledger. No request is sent yet. */
  openBroker(ledger: Ledger): Promise<Broker>;
  /** The exchange of the settings, for a ledger. Throws a config CryptoBotError where they say paper. */
  openExchange(ledger: Ledger): Promise<ExchangeBroker>;
  /** The source of prices that a ledger belongs to. */
  openMarket(own: LedgerMarket): Promise<Market>;
  /** The configured ledger: to write, making it if need be, or to read, changing nothing. */
  openLedger(mode: Mode, opening?: LedgerOpening): Promise<Ledger>;
  /**
   * The tables of any ledger, by its URL: to write, making them if need be; or to read, upgraded or as it is. A busy
   * one is waited for so long, or as the settings say.
   */
  openTables(url: string, mode: TableMode, waitMs?: number): Promise<TableDatabase>;
  /** Where the configured ledger is, or that of a URL, and whether there is one. Changes nothing. Throws a ledger CryptoBotError. */
  findLedger(waitMs: number, url?: string): Promise<FoundLedger>;
  /** How many requests were sent to markets and exchanges so far. */
  countRequests(): number;
  /** The services that the settings say to tell of a run. */
  openOutside(runId: string): Promise<Outside>;
}

/** A ledger that is looked for. */
export interface FoundLedger {
  /** As messages name it: no secrets. */
  readonly place: string;
  /** The same with what it is, "the ledger …" or "the database …": as one that was moved there remembers it. */
  readonly name: string;
  /** One of an older version is upgraded by the first command that writes into it. */
  readonly is: 'missing' | 'older' | 'ready';
}

/** Who is told of runs. */
export interface Outside {
  readonly services: readonly Service[];
  readonly healthcheck: Healthcheck | null;
  close(): Promise<void>;
}

/** How the configured ledger is opened. */
export interface LedgerOpening {
  /** Whether it may be another one than the latest run saw at its place. */
  readonly isNew?: boolean;
  /** Whether it is an error that there is none to write to: what the command is about would not be in a new one. */
  readonly mustExist?: boolean;
  /** Whether nothing is said where there is none to read. */
  readonly isQuiet?: boolean;
}

export type WirePorts = (context: Omit<Context, 'ports'>) => Ports;

/** What the command line says to all commands. */
export interface ContextFlags extends Flags {
  readonly verbose?: boolean;
  /** Whether nothing is logged, since nothing is to be changed. */
  readonly hasNoLog?: boolean;
  /** False for no colours, whatever the terminal can show. */
  readonly color?: boolean;
}

/** Reads the configuration and opens what every command needs. Throws a usage or config error that lists every problem. */
export async function openContext(flags: ContextFlags, terminal: Terminal, wire: WirePorts): Promise<Context> {
  const config = await readConfig(flags);
  const redact = (text: string) => maskSecrets(text, config.secrets);
  const { complain } = terminal;
  const verbose = flags.verbose === true;
  const { logFile: file, logMaxBytes: maxBytes } = config;
  const log = flags.hasNoLog
    ? openNoLog({ verbose, complain })
    : openLog({ file, maxBytes, verbose, complain, clean: visible });
  const color = terminal.colorful && flags.color !== false && config.color;
  const context = { config, log, terminal, color, deadline: startDeadline(config.deadlineMs), redact };
  return { ...context, ports: wire(context) };
}
