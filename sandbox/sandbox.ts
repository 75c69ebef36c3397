import { setTimeout as sleep } from 'node:timers/promises';
import { parseMoney } from './money.ts';
import { randomSource } from './random.ts';
import { StateFile } from './state-file.ts';
import { startState, type State } from './state.ts';

/** What a sandbox is started with; the first four only matter while there is no saved state (and after a reset). */
export type SandboxOptions = {
  port: number;
  balance?: string | undefined;
  activationDelayMs?: number | undefined;
  host?: string | undefined;
  stateFile?: string | undefined;
  shopUrl?: string | undefined;
  user?: string | undefined;
  password?: string | undefined;
  now?: (() => Date) | undefined;
};

/** An API call as the control page shows it; parameters are already redacted. */
export type RecordedCall = {
  at: string;
  func: string;
  submit: boolean;
  licence: string | null;
  pricelist: string | null;
  outcome: string;
  fault: string | null;
  params: Record<string, string>;
};

const CALLS_KEPT = 500;

/** One running sandbox: its state, its clock, and what need not survive a restart. */
export class Sandbox {
  readonly state: State;
  readonly calls: RecordedCall[] = [];
  /** Session id → instant of its last use; sessions end with the process. */
  readonly sessions = new Map<string, number>();
  readonly user: string;
  readonly shopUrl: string;
  readonly #options: SandboxOptions;
  readonly #closing = new AbortController();
  readonly #file: StateFile | null;
  readonly #held = new Set<(act: boolean) => void>();
  #random: () => number;

  constructor(options: SandboxOptions) {
    this.#options = options;
    this.user = options.user ?? 'reseller';
    this.shopUrl = (options.shopUrl ?? 'http://127.0.0.1:3000').replace(/\/+$/, '');
    this.#file = options.stateFile === undefined ? null : new StateFile(options.stateFile);
    this.state = this.#file?.load() ?? this.#freshState();
    this.#random = randomSource(this.state.settings.seed);
  }

  /** Takes the state file into use. Not before the port is ours: a second process must not touch the first one's file. */
  open(): void {
    this.#file?.rewrite(this.state);
  }

  now(): Date {
    return new Date(this.machineTime().getTime() + this.state.settings.clockOffsetMs);
  }

  /** The time without the offset of the settings. */
  machineTime(): Date {
    return this.#options.now?.() ?? new Date();
  }

  random(): number {
    return this.#random();
  }

  /** Starts the random numbers anew, from the seed of the settings. */
  reseed(): void {
    this.#random = randomSource(this.state.settings.seed);
  }

  /** The password in force: one set on the control page wins over the one of the start. */
  password(): string {
    return this.state.settings.password ?? this.#options.password ?? 'sandbox-password';
  }

  /** Writes what has changed; must be called before a change is acknowledged. */
  save(): void {
    if (this.#file) this.#file.append(this.state);
    else {
      this.state.services.takeUnsaved();
      this.state.orders.takeUnsaved();
    }
  }

  /** Back to the start. Ids go on counting, so that an id never means two services to a shop that remembers. */
  reset(): void {
    Object.assign(this.state, this.#freshState(), { nextId: this.state.nextId });
    this.calls.length = 0;
    this.sessions.clear();
    this.reseed();
    this.release(false);
    this.#file?.rewrite(this.state);
  }

  record(call: RecordedCall): void {
    this.calls.push(call);
    if (this.calls.length > CALLS_KEPT) this.calls.shift();
  }

  /** Waits, or until the sandbox is closed. */
  async delay(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }

  /** Calls that wait for a release. */
  get held(): number {
    return this.#held.size;
  }

  /** Waits for a release; resolves to whether the call is to act. */
  hold(): Promise<boolean> {
    return new Promise((resolve) => this.#held.add(resolve));
  }

  /** Lets every held call go on. */
  release(act: boolean): void {
    for (const resolve of this.#held) resolve(act);
    this.#held.clear();
  }

  /** Ends all waiting, without acting; what was saved is on disk. */
  close(): void {
    this.#closing.abort();
    this.release(false);
    this.#file?.close();
  }

  /** When it is, nothing more may be done. */
  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  #freshState(): State {
    const balance = parseMoney(this.#options.balance ?? '1000.0000');
    return startState(balance, this.#options.activationDelayMs ?? 0, this.machineTime());
  }
}
