import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { ReactNode } from 'react';
import { PageHead } from '#components/admin/page-head.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { foresee } from '#lib/fulfilment/foresee.ts';
import { findReplay } from '#lib/orders/find-order.ts';
import { staffActor } from '#lib/web/actor.ts';
import { routeId } from '#lib/web/route-id.ts';
import { ForesightSection } from './foresight-section.tsx';
import { Steps } from './steps.tsx';

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const load = cache(async (id: string) => (await findReplay(await staffActor(), routeId(id))) ?? notFound());

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Replay of order ${(await load((await params).id)).number}` };
}

export default async function ReplayPage({ params, searchParams }: Props): Promise<ReactNode> {
  const { id, number, itemId, steps } = await load((await params).id);
  const ask = (await searchParams)['ask'] === 'yes';
  const now = new Date();
  const foresight = await foresee(await staffActor(), itemId, now, ask);
  return (
    <>
      <PageHead title={`Replay of order ${number}`}>
        <LinkButton href={`/admin/orders/${id}`}>Back to the order</LinkButton>
      </PageHead>
      {foresight === null ? null : <ForesightSection foresight={foresight} now={now} />}
      <Steps steps={steps} />
    </>
  );
}
