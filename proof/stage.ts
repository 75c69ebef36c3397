import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { ProofClock } from './pass-time.ts';

/** What a task waits to do: a transaction or a query of its own, a request to the upstream, or to begin or go on by itself. */
export type GateKind = 'query' | 'request' | 'turn';

/** A place where a task waits until the schedule lets it go on. */
export type Gate = { readonly task: string; readonly kind: GateKind; open(): void };

/** A time limit of a call, which counts the schedule's time. */
export class VirtualTimer {
  readonly due: number;
  readonly run: () => void;
  readonly #among: Set<VirtualTimer>;

  constructor(among: Set<VirtualTimer>, due: number, run: () => void) {
    this.#among = among;
    this.due = due;
    this.run = run;
    among.add(this);
  }

  cancel(): void {
    this.#among.delete(this);
  }
}

/** Turns of the event loop without any news after which every task is known to wait. */
const QUIET_TURNS = 3;

/** A task that is neither at a gate nor waiting for an answer for so long is lost. */
const LOST_AFTER_MS = 20_000;

/**
 * Where tasks run one at a time: each waits at its next gate until it is opened, and whoever opens gates waits until everything
 * is quiet again. Nothing inside a transaction is a gate, so no lock is ever held while a task waits.
 */
export class Stage {
  readonly clock: ProofClock;
  readonly waiting: Gate[] = [];
  readonly timers = new Set<VirtualTimer>();
  /** Tasks that have not ended. */
  readonly alive = new Set<string>();
  readonly failures: string[] = [];
  #transactions = 0;
  #requests = 0;
  #news = 0;
  #calmed: (() => void) | null = null;

  constructor(clock: ProofClock) {
    this.clock = clock;
  }

  /** A connection was taken from the pool, or a request sent. */
  begin(what: 'transaction' | 'request'): void {
    if (what === 'transaction') this.#transactions += 1;
    else this.#requests += 1;
    this.#news += 1;
  }

  /** It ended, or the upstream is known to hold it. */
  end(what: 'transaction' | 'request'): void {
    if (what === 'transaction') this.#transactions -= 1;
    else this.#requests -= 1;
    this.#news += 1;
    if (!this.isBusy) this.#calmed?.();
  }

  /** Whether something that was let through has not ended. */
  get isBusy(): boolean {
    return this.#transactions + this.#requests > 0;
  }

  /** Waits at a gate. What comes while a transaction is open belongs to it and passes at once. */
  async pass(task: string, kind: GateKind): Promise<void> {
    if (kind === 'query' && this.#transactions > 0) return;
    this.#news += 1;
    await new Promise<void>((resolve) => {
      const gate: Gate = {
        task,
        kind,
        open: () => {
          this.leave(gate);
          resolve();
        },
      };
      this.waiting.push(gate);
    });
  }

  /** Takes a gate away without opening it. */
  leave(gate: Gate): void {
    const place = this.waiting.indexOf(gate);
    if (place >= 0) this.waiting.splice(place, 1);
  }

  /** Starts a task; it waits for its first turn. */
  start(task: string, work: () => Promise<unknown>): void {
    this.alive.add(task);
    const run = async (): Promise<void> => {
      try {
        await this.pass(task, 'turn');
        await work();
      } catch (error) {
        this.failures.push(`${task}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
      this.alive.delete(task);
      this.#news += 1;
    };
    void onStage.run({ stage: this, task }, run);
  }

  /** Waits until every task is at a gate or has ended. */
  async quiet(): Promise<void> {
    const begun = Date.now();
    for (let turns = 0, news = this.#news; turns < QUIET_TURNS; turns += 1) {
      if (this.isBusy) await new Promise<void>((resolve) => (this.#calmed = resolve));
      await turn();
      const lost = this.waiting.length === 0 && this.alive.size > 0;
      if (lost && Date.now() - begun > LOST_AFTER_MS) throw new Error(`Lost: ${[...this.alive].join(', ')}`);
      if (!this.isBusy && news === this.#news && !lost) continue;
      news = this.#news;
      turns = -1;
    }
  }

  /** Lets the time limits run out that are over by now. */
  fireTimers(): void {
    for (const timer of this.timers) {
      if (timer.due > this.clock.now().getTime()) continue;
      timer.cancel();
      timer.run();
    }
  }
}

/** The task that runs; nothing outside of a schedule. */
export const onStage = new AsyncLocalStorage<{ readonly stage: Stage; readonly task: string }>();
