import { setTimeout as pause } from 'node:timers/promises';
import { log } from './log.ts';

// Ctrl-C reaches npm, the starter and the shop, and some of them pass it on: within this time it is one and the same.
const SAME_SIGNAL_MS = 700;
const STEP_LIMIT_MS = 30_000;

/** Thrown by `checkpoint` when the shop is to stop before it was up. */
export class StopAsked extends Error {}

/** What is to be undone when the shop stops, in the opposite order of its making. */
export class Stopper {
  readonly #steps: { name: string; run: () => Promise<void> | void }[] = [];
  readonly #abandons: (() => void)[] = [];
  readonly #asked: Promise<number>;
  #ask: (code: number) => void = () => {};
  #askedAt: number | null = null;

  constructor() {
    this.#asked = new Promise((resolve) => (this.#ask = resolve));
  }

  /** Resolves with the exit code when somebody asks the shop to stop. */
  get asked(): Promise<number> {
    return this.#asked;
  }

  /** Throws `StopAsked` once the shop is to stop; called between the steps of the start. */
  checkpoint(): void {
    if (this.#askedAt !== null) throw new StopAsked();
  }

  /** Adds a step; `abandon` ends the same thing without waiting. */
  add(name: string, run: () => Promise<void> | void, abandon?: () => void): void {
    this.#steps.unshift({ name, run });
    if (abandon) this.#abandons.push(abandon);
  }

  /** Asks the shop to stop. A second signal ends it at once. */
  ask(code: number, isSignal = false): void {
    if (this.#askedAt === null) {
      this.#askedAt = Date.now();
      this.#ask(code);
    } else if (isSignal && Date.now() - this.#askedAt > SAME_SIGNAL_MS) {
      for (const abandon of this.#abandons) abandon();
      process.exit(1);
    }
  }

  /** Runs the steps. A step that fails or hangs does not keep the others from running. */
  async run(): Promise<void> {
    for (const { name, run } of this.#steps) {
      const step = Promise.resolve(run()).catch((error: unknown) =>
        log().error({ err: error }, `stopping: ${name} failed`),
      );
      await Promise.race([step, pause(STEP_LIMIT_MS, undefined, { ref: false })]);
    }
  }
}
