import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { PageHead } from '#components/admin/page-head.tsx';
import { ServiceState } from '#components/admin/service-state.tsx';
import { KeepFresh } from '#components/keep-fresh.tsx';
import type { StaffActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { isMovingChange } from '#lib/domain/service-change.ts';
import { formatAmount, formatDate, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import { subjectText } from '#lib/orders/subject-text.ts';
import { canEdit } from '#lib/services/edit.ts';
import type { ServiceDetail } from '#lib/services/find-service.ts';
import { findService } from '#lib/services/find-service.ts';
import { previewRenewal } from '#lib/services/preview-renewal.ts';
import { staffActor } from '#lib/web/actor.ts';
import { routeId } from '#lib/web/route-id.ts';
import { Changes } from './changes.tsx';
import type { EditedService } from './edit-form.tsx';
import { ServiceFacts } from './facts.tsx';
import type { ShownOffer } from './renewal.tsx';
import { Renewal } from './renewal.tsx';
import { ServiceActions } from './service-actions.tsx';

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const querySchema = z.object({ renew: z.coerce.number().int().min(1).max(120).optional().catch(undefined) });

const load = cache(
  async (id: string): Promise<ServiceDetail> => (await findService(await staffActor(), routeId(id))) ?? notFound(),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const service = await load((await params).id);
  return { title: `${service.name}, service ${service.upstreamServiceId}` };
}

function edited(service: ServiceDetail): EditedService & { readonly upstreamId: string } {
  const { id, kind, licence, ip, licname, offer, addons, upstreamServiceId } = service;
  return {
    id,
    upstreamId: upstreamServiceId,
    licence: canEdit(kind, 'licence') ? licence : null,
    ip: canEdit(kind, 'ip') ? ip : null,
    licname: canEdit(kind, 'licname') ? licname : null,
    addons:
      canEdit(kind, 'addons') && service.maySpend
        ? offer.addons.map((addon) => ({
            id: addon.id,
            name: addon.name,
            isFlag: addon.type === 'flag',
            min: addon.min,
            max: addon.max,
            quantity: addons[addon.id] ?? 0,
          }))
        : [],
  };
}

/** What the supplier says a renewal would do; a sentence where it says nothing usable. */
async function offerOf(actor: StaffActor, service: ServiceDetail, period: number): Promise<ShownOffer | string> {
  try {
    const { expiresOn, newExpiresOn, cost, currency } = await previewRenewal(actor, service.id, period, new Date());
    return {
      expiresOn,
      cost: cost.toString(),
      from: formatDate(new Date(expiresOn), PAGE_LOCALE),
      until: newExpiresOn === null ? 'not told' : formatDate(new Date(newExpiresOn), PAGE_LOCALE),
      price: formatAmount(cost, currency, PAGE_LOCALE),
    };
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

export default async function ServicePage({ params, searchParams }: Props): Promise<ReactNode> {
  const [actor, { id }, query] = await Promise.all([staffActor(), params, searchParams]);
  const service = await load(id);
  const { renew } = querySchema.parse(query);
  const periods = service.offer.periods.map((period): [number, string] => [period, formatPeriod(period)]);
  const address = `/admin/services/${service.id}`;
  const first = service.offer.periods.includes(service.period) ? service.period : (service.offer.periods[0] ?? 1);
  const subject = subjectText(service);
  const isRenewing = renew !== undefined && service.actions.renew === null;
  return (
    <>
      <PageHead title={service.name} beside={<ServiceState status={service.status} />} />
      <p className="text-lead">
        {formatPeriod(service.period)}
        {subject === '' ? null : (
          <>
            , for <span className="font-mono">{subject}</span>
          </>
        )}
        , of {service.customer.email}
        {service.expiresOn === null ? null : (
          <>
            , until <span className="font-medium tabular-nums">{formatDate(service.expiresOn, PAGE_LOCALE)}</span>
          </>
        )}
      </p>
      {service.changes.some((change) => isMovingChange(change.status)) ? <KeepFresh /> : null}
      <ServiceActions
        service={edited(service)}
        renewHref={`${address}?renew=${first}`}
        hasSwitch={service.kind !== 'addition'}
        unsafe={service.actions}
      />
      {isRenewing ? (
        <Renewal
          key={renew}
          service={service.id}
          back={address}
          periods={periods}
          period={renew}
          offer={await offerOf(actor, service, renew)}
        />
      ) : null}
      <div className="grid items-start gap-6 xl:grid-cols-[1fr_22rem]">
        <Changes service={service} now={new Date()} />
        <ServiceFacts service={service} />
      </div>
    </>
  );
}
