import { setImmediate as turn } from 'node:timers/promises';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import type { ProofOrder } from './buying.ts';
import { place } from './buying.ts';
import { seedIds, sendings } from './gates.ts';
import type { House } from './house.ts';
import { BEGINNING, orderBy } from './house.ts';
import { nextDue, settle } from './pass-time.ts';
import type { Random } from './random.ts';
import { randomFrom } from './random.ts';
import { faultsOf, settleByHand } from './schedule-end.ts';
import type { Mood } from './schedule-faults.ts';
import { chooseFaults, chooseMood, faultWords } from './schedule-faults.ts';
import { startCustomer, startSaboteur, startStaff, startWorkers } from './schedule-tasks.ts';
import type { Gate } from './stage.ts';
import { Stage } from './stage.ts';

/** What a schedule came to: null, or what is wrong. `steps` is how many gates were opened. */
export type ScheduleResult = {
  readonly fault: string | null;
  readonly steps: number;
  readonly trace: readonly string[];
};

/** How long after its time limit the upstream may still act on a request that it holds. */
const ACTS_WITHIN_MS = 30_000 + 4 * 60_000;

/** One schedule under way. */
class Schedule {
  readonly stage: Stage;
  readonly trace: string[] = [];
  steps = 0;
  readonly #house: House;
  readonly #random: Random;
  readonly #mood: Mood;
  #heldSince: Date | null = null;

  constructor(house: House, random: Random) {
    this.#house = house;
    this.#random = random;
    this.#mood = chooseMood(random);
    house.clock.restart();
    this.stage = new Stage(house.clock);
  }

  note(what: string): void {
    this.trace.push(`${this.stage.clock.now().toISOString().slice(11, 23)} ${what}`);
  }

  /** Opens a gate and waits until everything is quiet again. */
  async open(gate: Gate, faulty: boolean): Promise<void> {
    this.steps += 1;
    const faults = faulty && gate.kind === 'request' ? chooseFaults(this.#random, this.#mood) : [];
    this.note(`${gate.task}: ${gate.kind}${faultWords(faults)}`);
    const { supplier } = this.#house;
    if (faults.length > 0) await supplier.faults(faults);
    gate.open();
    if (faults.some(({ fault }) => fault === 'hold')) await this.#untilHeld();
    await this.stage.quiet();
    if (faults.length > 0) await supplier.faults([]);
  }

  /** Until the upstream holds the request that was just let through; one that was given up before is never sent. */
  async #untilHeld(): Promise<void> {
    const before = sendings.filter(({ isHeld }) => isHeld).length;
    for (let idle = 0; idle < 5; idle += 1) {
      await turn();
      const newest = sendings.find(({ isHeld }) => !isHeld);
      if (!newest) continue;
      idle = 0;
      if ((await this.#house.supplier.held()) <= before || newest.settled) continue;
      newest.isHeld = true;
      this.stage.end('request');
      this.#heldSince ??= this.stage.clock.now();
      return;
    }
  }

  /** Lets what the upstream holds go on: it acts, or it never does. */
  async release(): Promise<void> {
    const act = this.#random.chance(0.6);
    this.note(`upstream: lets go, ${act ? 'and acts' : 'without acting'}`);
    this.#heldSince = null;
    for (const sending of sendings) {
      if (!sending.isHeld) continue;
      sending.isHeld = false;
      this.stage.begin('request');
    }
    await this.#house.supplier.release(act);
    await this.stage.quiet();
  }

  /** Lets time pass. Time limits run out with it; what the upstream holds is let go before it would be held too long. */
  async passTime(wanted: Date): Promise<void> {
    if (this.#heldSince && wanted > later(this.#heldSince, ACTS_WITHIN_MS)) return this.release();
    this.stage.clock.set(wanted);
    this.note('time passes');
    this.stage.fireTimers();
    await this.stage.quiet();
  }

  /** Everybody waits for something to do: for what is due next, or for what nobody expects. */
  async #wake(sleeping: readonly Gate[]): Promise<boolean> {
    const next = await nextDue();
    const now = this.stage.clock.now();
    if (next === null && this.#heldSince === null) return this.stage.waiting.length > sleeping.length;
    if (next && next.due <= now && sleeping.length > 0) {
      const fit = sleeping.filter(({ task }) => task.endsWith(next.work));
      await this.open(this.#random.pick(fit.length > 0 && this.#random.chance(0.9) ? fit : sleeping), true);
    } else if (this.#heldSince && this.#random.chance(0.03)) await this.release();
    else await this.passTime(next && this.#random.chance(0.8) ? next.due : this.#someTimeLater());
    return true;
  }

  #someTimeLater(): Date {
    const far = this.#heldSince ? [1, 10, 31, 46] : [1, 3, 10, 31, 46, 130, 610];
    return later(this.stage.clock.now(), this.#random.pick(far) * 1_000);
  }

  /** The random part: gates in any order, faults, time, and what the upstream holds. It ends when nothing is left to do. */
  async improvise(budget: number): Promise<void> {
    const random = this.#random;
    await this.stage.quiet();
    while (this.steps < (this.#heldSince ? budget + 200 : budget)) {
      const [workers, outsiders, working]: [Gate[], Gate[], Gate[]] = [[], [], []];
      for (const gate of this.stage.waiting) {
        const asleep = gate.task.startsWith('worker') ? workers : outsiders;
        (gate.kind === 'turn' ? asleep : working).push(gate);
      }
      const choice = random.below(1_000);
      if (working.length === 0 && (outsiders.length === 0 || choice < 500)) {
        if (!(await this.#wake(workers))) return;
      } else if (working.length === 0 || (choice < 80 && outsiders.length > 0))
        await this.open(random.pick(outsiders), true);
      else if (choice < 160 && workers.length > 0) await this.open(random.pick(workers), true);
      else if (choice < 200) await this.passTime(this.#someTimeLater());
      else if (choice < 203 && this.#heldSince) await this.release();
      else await this.open(random.pick(working), true);
      this.stage.clock.set(later(this.stage.clock.now(), random.below(20)));
    }
  }

  /** The end: no more faults, and everybody finishes what he began. */
  async finish(stop: () => void): Promise<void> {
    if (this.#heldSince) await this.release();
    stop();
    for (let gate = this.stage.waiting[0]; gate; gate = this.stage.waiting[0]) await this.open(gate, false);
  }
}

/**
 * Empties what orders and services have written; the shop and its prices stay. Tables out of which jobs take rows are truncated, so
 * that rows lie in the order in which they are written, as in a new database; for the others that would only take longer.
 */
async function clear(house: House): Promise<void> {
  await db().$executeRaw`DO $$
    DECLARE name text;
    BEGIN
      SET LOCAL session_replication_role = replica;
      TRUNCATE order_items, services, service_changes, upstream_calls, differences, payments, refunds, payment_events;
      FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('stores', 'store_hosts',
        'users', 'memberships', 'upstream_accounts', 'price_list_pulls', 'price_list_items', 'price_list_changes', 'item_costs',
        'products', 'markups', 'published_price_lists', 'published_prices', '_prisma_migrations')
      LOOP
        EXECUTE format('DELETE FROM %I', name);
      END LOOP;
    END $$`;
  await db().upstreamAccount.updateMany({
    data: { faults: 0, pausedUntil: null, faultText: '', balance: null, balanceAt: null },
  });
  await house.supplier.reset();
}

async function placeOrders(house: House, random: Random): Promise<readonly ProofOrder[]> {
  const orders: ProofOrder[] = [];
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const twin = orders.length > 0 && random.chance(0.15);
    const kind = random.pick(['addition', 'addition', 'addition', 'softexternal', 'soft', 'platform'] as const);
    const number = twin ? orders.length : orders.length + 1;
    orders.push(await place(house.shop, twin ? 'addition' : kind, number, BEGINNING));
  }
  return orders;
}

/** Plays the schedule of a seed from an empty shop to its end, and says what is wrong then. */
export async function playSchedule(house: House, seed: number, sabotaged: boolean): Promise<ScheduleResult> {
  const random = randomFrom(seed);
  await clear(house);
  seedIds(seed);
  await orderBy(house, random.chance(0.25) ? 'cart' : 'immediate');
  const schedule = new Schedule(house, random);
  const { stage } = schedule;
  const orders = await placeOrders(house, random);
  let stopped = false;
  startWorkers(stage, 1 + random.below(3), () => stopped);
  for (const order of orders) startCustomer(stage, house, random, order);
  startStaff(stage, house, random, orders);
  if (sabotaged) startSaboteur(stage, house, () => stopped);
  const result = (fault: string | null): ScheduleResult => ({ fault, steps: schedule.steps, trace: schedule.trace });
  await schedule.improvise(100 + random.below(400));
  await schedule.finish(() => {
    stopped = true;
  });
  if (stage.failures.length > 0) return result(stage.failures.join('\n'));
  await settle(stage.clock);
  schedule.note('everything due is done');
  const stuck = await settleByHand(house, stage.clock, (what) => schedule.note(what));
  return result(stuck ?? (await faultsOf(house, stage.clock.now())));
}
