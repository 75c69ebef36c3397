import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { startCatalogue } from './catalogue.ts';
import { formatMoney } from './money.ts';
import { openState, stateSchema, type SavedState, type State } from './state.ts';

/** Generation 0 is the form without a journal, which knew modules only. */
const fileSchema = stateSchema.extend({ generation: z.int().default(0) });
const lineSchema = stateSchema.partial();
const SMALL_PARTS = ['balance', 'currency', 'settings', 'faults', 'tariffs', 'cart', 'panels', 'nextId'] as const;

type Loaded = { state: State; generation: number };

/**
 * A state file, and beside it a journal of what has changed since, so that a save costs as much as the change. A journal
 * belongs to one generation of the file: one that was left behind by a crash is not read again. May hold a password.
 */
export class StateFile {
  readonly #path: string;
  readonly #journal: string;
  #generation = 0;
  #descriptor: number | null = null;
  #ledgerSaved = 0;
  readonly #saved = new Map<string, string>();

  constructor(path: string) {
    this.#path = path;
    this.#journal = `${path}.journal`;
  }

  /** The saved state, or null when there is no file yet; throws when the file is not a sandbox state. Changes no file. */
  load(): State | null {
    if (!existsSync(this.#path)) return null;
    const content: unknown = JSON.parse(readFileSync(this.#path, 'utf8'));
    const parsed = fileSchema.safeParse(content);
    if (!parsed.success) throw new Error(`${this.#path} is not a sandbox state: ${parsed.error.message}`);
    const { generation, ...saved } = parsed.data;
    this.#generation = generation;
    if (generation === 0) saved.tariffs.push(...startCatalogue().filter(({ kind }) => kind !== 'addition'));
    return this.#replay({ state: openState(saved), generation });
  }

  /** Replaces the file in one step by the whole state, and begins a new journal. */
  rewrite(state: State): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    this.#generation += 1;
    const draft = `${this.#path}.${process.pid}.tmp`;
    const whole = { ...state, services: state.services.all(), orders: state.orders.all() };
    writeFileSync(draft, encode({ generation: this.#generation, ...whole }), { mode: 0o600 });
    renameSync(draft, this.#path);
    this.close();
    rmSync(this.#journal, { force: true });
    this.#descriptor = openSync(this.#journal, 'a', 0o600);
    writeFileSync(this.#descriptor, `${JSON.stringify({ generation: this.#generation })}\n`);
    this.#changes(state);
  }

  /**
   * Writes what has changed. Synchronous on purpose: no other request can come between a purchase and its record. A process
   * killed meanwhile leaves at most one line half written, which was not acknowledged and is not read.
   */
  append(state: State): void {
    if (this.#descriptor === null) throw new Error('The state file is not open');
    const changes = this.#changes(state);
    if (Object.keys(changes).length > 0) writeFileSync(this.#descriptor, `${encode(changes)}\n`);
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  /** The parts that differ from what was last taken. */
  #changes(state: State): Partial<SavedState> {
    const changes: Partial<SavedState> = {};
    const services = state.services.takeUnsaved();
    const orders = state.orders.takeUnsaved();
    const ledger = state.ledger.slice(this.#ledgerSaved);
    this.#ledgerSaved = state.ledger.length;
    if (services.length > 0) changes.services = services;
    if (orders.length > 0) changes.orders = orders;
    if (ledger.length > 0) changes.ledger = ledger;
    for (const name of SMALL_PARTS) {
      const text = encode(state[name]);
      if (this.#saved.get(name) === text) continue;
      this.#saved.set(name, text);
      Object.assign(changes, { [name]: state[name] });
    }
    return changes;
  }

  #replay({ state, generation }: Loaded): State {
    if (!existsSync(this.#journal)) return state;
    const [first = '', ...lines] = readFileSync(this.#journal, 'utf8').split('\n');
    if (first !== JSON.stringify({ generation })) return state;
    // What follows the last end of line is empty, or a line that was never finished.
    for (const line of lines.slice(0, -1)) {
      const { services = [], orders = [], ledger = [], ...rest } = lineSchema.parse(JSON.parse(line));
      Object.assign(state, rest);
      state.ledger.push(...ledger);
      for (const order of orders) state.orders.put(order);
      for (const service of services) state.services.put(service);
    }
    return state;
  }
}

function encode(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? formatMoney(each) : each));
}
