import { receiveNotification } from '#lib/billing/receive-notification.ts';

/** A payment provider's notification: the raw bytes are stored before anything is understood. */
export async function POST(request: Request, { params }: { params: Promise<{ provider: string }> }): Promise<Response> {
  const { provider } = await params;
  const rawBody = await request.text();
  const answer = await receiveNotification(
    { provider, rawBody, header: (name) => request.headers.get(name) },
    new Date(),
  );
  return new Response(answer.body, { status: answer.status, headers: { 'Cache-Control': 'no-store' } });
}
