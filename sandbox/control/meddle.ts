import { isIP } from 'node:net';
import { z } from 'zod';
import { canAfford } from '../account.ts';
import { costOf, findTariff } from '../catalogue.ts';
import { KINDS } from '../kinds.ts';
import { isMoneyText, parseMoney } from '../money.ts';
import type { Sandbox } from '../sandbox.ts';
import { payService } from '../services.ts';
import type { Service } from '../state.ts';

const id = z.string();
const day = z.iso.date();
const licence = z.string().regex(/^\d{1,12}$/);
const ip = z.string().refine((text) => isIP(text) > 0, 'an IP address');

const newServiceSchema = z.strictObject({
  action: z.literal('add-service'),
  kind: z.enum(KINDS),
  pricelist: z.string(),
  period: z.int().default(1),
  licence: licence.default('234256'),
  ip: ip.default('203.0.113.7'),
  licname: z.string().default(''),
  comment: z.string().default(''),
  addons: z.record(z.string(), z.int().min(0)).default({}),
  autoprolong: z.int().nullable().default(null),
  remoteid: z.string().nullable().default(null),
  expiresOn: day.optional(),
});

const meddlingSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('set-expiry'), id, expiresOn: day }),
  z.strictObject({ action: z.literal('set-autoprolong'), id, autoprolong: z.int().min(1).nullable() }),
  z.strictObject({ action: z.literal('set-period'), id, period: z.int() }),
  z.strictObject({
    action: z.literal('set-licence'),
    id,
    licence: licence.optional(),
    ip: ip.optional(),
    licname: z.string().optional(),
  }),
  z.strictObject({ action: z.literal('set-cost'), id, cost: z.string().refine(isMoneyText).transform(parseMoney) }),
  z.strictObject({ action: z.literal('suspend'), id }),
  z.strictObject({ action: z.literal('resume'), id }),
  z.strictObject({ action: z.literal('delete'), id }),
  z.strictObject({ action: z.literal('duplicate'), id, keepRemoteid: z.boolean().default(false) }),
  newServiceSchema,
]);

type Meddling = z.output<typeof meddlingSchema>;

/**
 * What somebody else with this login (or the supplier) could do behind the shop's back. Gives the id of the service. Throws
 * `ZodError` before anything is changed.
 */
export function meddle(sandbox: Sandbox, input: unknown): { id: string } {
  const meddling = meddlingSchema.parse(input);
  const touched = meddling.action === 'add-service' ? addService(sandbox, meddling) : changeService(sandbox, meddling);
  sandbox.save();
  return touched;
}

function changeService(sandbox: Sandbox, meddling: Exclude<Meddling, { action: 'add-service' }>): { id: string } {
  const { services } = sandbox.state;
  const service = services.get(meddling.id);
  if (!service || service.deletedAt !== null) throw refusal('id', `there is no service ${meddling.id}`);
  const now = sandbox.now().toISOString();
  switch (meddling.action) {
    case 'set-expiry':
      services.change(service, { expiresOn: meddling.expiresOn });
      break;
    case 'set-autoprolong':
      services.change(service, { autoprolong: meddling.autoprolong });
      break;
    case 'set-period':
      services.change(service, { period: meddling.period });
      break;
    case 'set-licence':
      services.change(service, {
        licence: meddling.licence ?? service.licence,
        ip: meddling.ip ?? service.ip,
        licname: meddling.licname ?? service.licname,
      });
      break;
    case 'set-cost':
      services.change(service, { cost: meddling.cost });
      break;
    case 'suspend':
      services.change(service, { suspendedAt: now });
      break;
    case 'resume':
      services.change(service, { suspendedAt: null });
      break;
    case 'delete':
      services.change(service, { deletedAt: now });
      break;
    case 'duplicate':
      return buy(sandbox, { ...service, remoteid: meddling.keepRemoteid ? service.remoteid : null });
  }
  return { id: service.id };
}

function addService(sandbox: Sandbox, wish: z.output<typeof newServiceSchema>): { id: string } {
  const { kind, pricelist, period, addons, autoprolong, remoteid, expiresOn } = wish;
  const tariff = findTariff(sandbox.state, kind, pricelist);
  if (!tariff) throw refusal('pricelist', `there is no tariff ${pricelist} of ${kind}`);
  const cost = costOf(tariff, period, addons);
  if (cost === null) throw refusal('period', 'the tariff has no price for it');
  const hasIp = kind === 'softexternal' || kind === 'soft';
  const added = buy(sandbox, {
    kind,
    licence: kind === 'addition' ? wish.licence : '',
    ip: hasIp ? wish.ip : '',
    licname: hasIp ? wish.licname : '',
    comment: kind === 'platform' ? wish.comment : '',
    addons,
    pricelistId: tariff.id,
    name: tariff.name,
    intname: tariff.intname,
    period,
    cost,
    autoprolong,
    remoteid,
  });
  const service = sandbox.state.services.get(added.id);
  if (service && expiresOn !== undefined) sandbox.state.services.change(service, { expiresOn });
  return added;
}

type Wanted = Omit<
  Service,
  'id' | 'licenceKey' | 'orderId' | 'createdAt' | 'paidAt' | 'activatesAt' | 'expiresOn' | 'suspendedAt' | 'deletedAt'
>;

/** Buys with the account's money, as the client area would; active at once. */
function buy(sandbox: Sandbox, wanted: Wanted): { id: string } {
  const { state } = sandbox;
  if (!canAfford(sandbox, wanted.cost)) throw refusal('cost', 'the balance does not cover it');
  const now = sandbox.now().toISOString();
  const service: Service = {
    ...wanted,
    id: String(state.nextId.service++),
    orderId: String(state.nextId.order++),
    licenceKey: null,
    createdAt: now,
    paidAt: null,
    activatesAt: null,
    expiresOn: null,
    suspendedAt: null,
    deletedAt: null,
  };
  state.orders.add({ id: service.orderId, paidAt: now });
  state.services.add(service);
  payService(sandbox, service);
  state.services.change(service, { activatesAt: now });
  return { id: service.id };
}

function refusal(field: string, message: string): z.ZodError {
  return new z.ZodError([{ code: 'custom', path: [field], message, input: undefined }]);
}
