import { isNameOfSandbox } from '../../core/broker-name.js';
import { toLines } from './lines.js';

export const SANDBOX_NOTE = 'Note: orders go to a test system of the exchange: no real money is spent';

/** The last line of a report on a ledger, by the broker that it remembers; nothing where that is no test system. */
export function renderSandboxNote(broker: string | null): string {
  return isNameOfSandbox(broker) ? toLines([SANDBOX_NOTE]) : '';
}
