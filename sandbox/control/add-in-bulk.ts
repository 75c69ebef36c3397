import { z } from 'zod';
import { dateOf, endOfPeriod } from '../calendar.ts';
import { costOf } from '../catalogue.ts';
import { KINDS, type Kind } from '../kinds.ts';
import { newLicenceKey } from '../licence-key.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Service } from '../state.ts';

const bulkSchema = z.strictObject({
  count: z.int().min(1).max(200_000),
  kind: z.enum(KINDS).default('addition'),
  pricelist: z.string().optional(),
  /** With it each service carries `<remoteid><number>`. */
  remoteid: z.string().optional(),
  autoprolong: z.boolean().default(false),
});

const DAY_MS = 86_400_000;
const SPREAD_DAYS = 28;

/** Makes many active services of one tariff for a month each, as if paid long ago: without a charge or a ledger entry. */
export function addInBulk(sandbox: Sandbox, input: unknown): { firstId: string; lastId: string } {
  const { count, kind, pricelist, remoteid, autoprolong } = bulkSchema.parse(input);
  const { state } = sandbox;
  const tariff = state.tariffs.find((each) => each.kind === kind && (pricelist === undefined || each.id === pricelist));
  const addons = Object.fromEntries((tariff?.addons ?? []).map(({ id, min }) => [id, min]));
  const cost = tariff ? costOf(tariff, 1, addons) : null;
  if (!tariff || cost === null) {
    const message = 'there is no such tariff with a monthly price';
    throw new z.ZodError([{ code: 'custom', path: ['pricelist'], message, input }]);
  }
  const now = sandbox.now();
  const starts = Array.from({ length: SPREAD_DAYS }, (_, days) => new Date(now.getTime() - days * DAY_MS));
  const firstId = String(state.nextId.service);
  for (let index = 0; index < count; index += 1) {
    const id = String(state.nextId.service++);
    const start = starts[index % SPREAD_DAYS] ?? now;
    const service: Service = {
      ...subjectOf(kind, Number(id)),
      kind,
      id,
      addons,
      licenceKey: kind === 'soft' ? newLicenceKey(id) : null,
      pricelistId: tariff.id,
      name: tariff.name,
      intname: tariff.intname,
      period: 1,
      cost,
      orderId: String(state.nextId.order++),
      remoteid: remoteid === undefined ? null : `${remoteid}${index + 1}`,
      autoprolong: autoprolong ? 1 : null,
      createdAt: start.toISOString(),
      paidAt: start.toISOString(),
      activatesAt: start.toISOString(),
      expiresOn: endOfPeriod(dateOf(start), 1),
      suspendedAt: null,
      deletedAt: null,
    };
    state.services.add(service);
  }
  sandbox.save();
  return { firstId, lastId: String(state.nextId.service - 1) };
}

/** A licence or an address of its own for each service. */
function subjectOf(kind: Kind, number: number): Pick<Service, 'licence' | 'ip' | 'licname' | 'comment'> {
  const ip = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  const hasIp = kind === 'softexternal' || kind === 'soft';
  return {
    licence: kind === 'addition' ? String(10_000_000 + number) : '',
    ip: hasIp ? ip : '',
    licname: hasIp ? `server-${number}` : '',
    comment: kind === 'platform' ? `platform-${number}` : '',
  };
}
