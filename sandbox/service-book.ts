import { Book } from './book.ts';
import { KINDS, type Kind } from './kinds.ts';
import type { Service } from './state.ts';

/** Services with what lists need at 100,000 rows: those that are there by kind, and all by `remoteid`. */
export class ServiceBook extends Book<Service> {
  readonly #live = new Map<Kind, Service[]>(KINDS.map((kind) => [kind, []]));
  readonly #byRemoteid = new Map<string, Service[]>();

  constructor(services: readonly Service[] = []) {
    super();
    for (const service of services) this.add(service);
    this.takeUnsaved();
  }

  /** Services of a kind that are not deleted, oldest first. */
  live(kind: Kind): readonly Service[] {
    return this.#live.get(kind) ?? [];
  }

  /** Services that were ordered with this `remoteid`, deleted ones too. */
  withRemoteid(remoteid: string): readonly Service[] {
    return this.#byRemoteid.get(remoteid) ?? [];
  }

  override add(service: Service): void {
    super.add(service);
    if (service.deletedAt === null) this.#live.get(service.kind)?.push(service);
    if (service.remoteid === null) return;
    const others = this.#byRemoteid.get(service.remoteid);
    if (others) others.push(service);
    else this.#byRemoteid.set(service.remoteid, [service]);
  }

  /** A service once deleted stays so; kind and `remoteid` never change. */
  override change(service: Service, changes: Partial<Omit<Service, 'id' | 'kind' | 'remoteid'>>): void {
    super.change(service, changes);
    if (typeof changes.deletedAt !== 'string') return;
    const live = this.#live.get(service.kind) ?? [];
    const position = live.indexOf(service);
    if (position >= 0) live.splice(position, 1);
  }
}
