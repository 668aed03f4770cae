import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Decimal, sum, toExactString } from '../../src/core/money.js';
import { anAccount, type ExchangeName } from '../exchanges/account.js';
import { levels } from '../exchanges/book.js';
import { type Fault, page } from '../exchanges/faults.js';
import { exchanges } from '../exchanges/simulators.js';
import { run, start } from '../support/program.js';
import { arrange } from '../support/scene.js';

const buys = ['run', '--coins', 'bitcoin', '--notional', '100', '--once-per', 'day'];

/** A ledger with live on, and an exchange that offers bitcoin at the market's price in two steps. */
async function trader(name: ExchangeName, pairId: string, { isOn = true } = {}) {
  const { env: scene, at, home } = await arrange();
  const { env: account, simulator } = await anAccount(name);
  simulator.venue.offer(pairId, levels(['49053', '0.001'], ['49060', '5']));
  const caps = { CRYPTO_BOT_CAPS_TICK: '110', CRYPTO_BOT_CAPS_DAY: '220' };
  const given = { ...account, ...caps, CRYPTO_BOT_EXCHANGE_GRACE_SECONDS: '60' };
  const env = { ...scene, ...given };
  const orders = () => simulator.venue.state().orders;
  const history = async () => JSON.parse((await run(['history', '--json'], env)).stdout).transactions;
  if (isOn) expect(await run(['live', 'on', '--yes'], env)).toMatchObject({ code: 0 });

  /** What was bought, to the digit, at the exchange and by the ledger; and that no order was sent twice. */
  const compare = async () => {
    expect(
      [...simulator.posts.values()].every((times) => times === 1),
      'each order is sent once',
    ).toBe(true);
    const told = (await history()).map(
      ({ quantity, price, fee }: Record<string, string>) => `${quantity} ${price} ${fee}`,
    );
    const traded = simulator.venue
      .state()
      .trades.map((it) => [it.quantity, it.price, it.fee].map(toExactString).join(' '));
    expect(told.sort()).toEqual(traded.sort());
    return traded.length;
  };
  const inSending = async () => {
    const { stdout } = await run(['live', 'off'], env);
    return /is sending: the next run looks/.test(stdout);
  };
  return { simulator, env, home, orders, history, compare, inSending, at: (now: string) => ({ ...at(now), ...given }) };
}

describe.each(exchanges)('a run at $name', ({ name, pairId, symbol }) => {
  it('sends one limit order, and records what the exchange tells', async () => {
    const { env, simulator, compare, orders, history } = await trader(name, pairId);
    expect(await run(buys, env)).toMatchObject({ code: 0, stderr: '' });
    expect(await compare()).toBe(2);
    const [order] = orders();
    expect(order).toMatchObject({
      timeInForce: 'IOC',
      status: 'filled',
      clientOrderId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(order?.limitPrice.gt('49270') && order.limitPrice.lte(new Decimal('49053').times('1.005'))).toBe(true);
    const spent = sum(
      (await history()).map((it: Record<string, string>) => new Decimal(it.cost ?? 0).plus(it.fee ?? 0)),
    );
    expect(spent.lte('110')).toBe(true);
    const { stdout } = await run(['why', 'bitcoin'], env);
    expect(stdout).toContain(symbol);
    const requests = simulator.requests.length;
    expect(await run(buys, env)).toMatchObject({ code: 0 });
    expect(simulator.requests.slice(requests).filter(({ role }) => role === 'place')).toEqual([]);
  });

  it('takes at most 3 requests for looking, once the pairs are known', async () => {
    const { env, simulator, at } = await trader(name, pairId, { isOn: false });
    await run(buys, env);
    const before = simulator.requests.length;
    await run(buys, at('2026-11-23T22:21:12.951Z'));
    expect(simulator.requests.slice(before).map((it) => it.role)).toHaveLength(3);
  });

  it('holds each buy while live is off, says so once, and only reads', async () => {
    const { env, simulator } = await trader(name, pairId, { isOn: false });
    const { code, stdout, stderr } = await run(buys, env);
    expect([code, stderr.match(/live is off/g)?.length]).toEqual([0, 1]);
    expect(stdout).toMatch(/but live is off/);
    expect(simulator.posts.size).toBe(0);
  });

  it('shows by --dry-run what it would send, sends nothing, and changes nothing', async () => {
    const { env, simulator, history } = await trader(name, pairId, { isOn: false });
    const { code, stdout } = await run([...buys, '--dry-run'], env);
    expect([code, simulator.posts.size]).toEqual([0, 0]);
    expect(stdout).toMatch(/0\.00203(861)? bitcoin/);
    expect(await history()).toEqual([]);
  });

  it('sends nothing when live is turned off before the order is sent', async () => {
    const { env, simulator, compare } = await trader(name, pairId);
    let turnedOff: number | null = null;
    simulator.watch((moment, { role }) => {
      if (moment !== 'leaving' || role !== 'account' || turnedOff !== null) return;
      turnedOff = spawnSync(process.execPath, [path.resolve('bin/crypto-bot.js'), 'live', 'off'], { env }).status;
    });
    expect(await run(buys, env)).toMatchObject({ code: 0 });
    expect([turnedOff, simulator.posts.size, await compare()]).toEqual([0, 0, 0]);
  });

  it('refuses another key as if live were off', async () => {
    const { env, simulator } = await trader(name, pairId);
    const { stderr } = await run(buys, { ...env, CRYPTO_BOT_EXCHANGE_API_KEY: 'another' });
    expect(stderr).toMatch(/live is off for this key/);
    expect(simulator.posts.size).toBe(0);
  });

  it('closes an order that is refused, with the words of the exchange, and exits with 4', async () => {
    const { env, simulator, compare } = await trader(name, pairId);
    simulator.rights.delete('trade');
    const { code, stderr } = await run(buys, env);
    expect([code, stderr]).toEqual([4, expect.stringMatching(/bitcoin: the order was refused: ./)]);
    expect(await compare()).toBe(0);
  });

  const lost: readonly (readonly [string, Fault])[] = [
    ['is lost before it arrives', { kind: 'lost', acts: false }],
    ['is carried out, and its answer lost', { kind: 'lost', acts: true }],
    ['is carried out, and answered by a page', { kind: 'answers', acts: true, answer: page(502) }],
    ['is answered by an empty success', { kind: 'answers', acts: true, answer: { status: 200, body: {} } }],
    ['is answered twice', { kind: 'twice' }],
  ];
  it.each(lost)('buys once, and knows it, when the request of an order %s', async (_, fault) => {
    const { env, simulator, compare, inSending } = await trader(name, pairId);
    simulator.faults.set('place', fault);
    await run(buys, env);
    simulator.venue.clock.advance(600_000); // beyond expiry and grace
    await run(buys, env);
    expect(await compare()).toBe(simulator.venue.state().trades.length);
    expect(simulator.posts.size).toBe(1);
    expect(await inSending()).toBe(false);
  });

  it.each(['arrived', 'leaving'] as const)(
    'buys once, and knows it, when it is killed as each request is %s',
    async (when) => {
      for (const role of ['place', 'find'] as const) {
        const { env, simulator, compare, inSending } = await trader(name, pairId);
        const running = start(buys, env);
        let killed = false;
        simulator.watch((moment, request) => {
          if (killed || moment !== when || request.role !== role) return;
          killed = running.child.kill('SIGKILL');
        });
        const { signal } = await running.outcome;
        expect([role, signal === 'SIGKILL']).toEqual([role, killed]);
        await run(buys, env);
        simulator.venue.clock.advance(600_000);
        await run(buys, env);
        await compare();
        expect(await inSending()).toBe(false);
      }
    },
  );
});
