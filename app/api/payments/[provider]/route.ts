import { answerNotification } from '#lib/web/answer-notification.ts';

/** A payment provider's notification: the raw bytes are stored before anything is understood. */
export async function POST(request: Request, { params }: { params: Promise<{ provider: string }> }): Promise<Response> {
  return answerNotification(request, (await params).provider, new Date());
}
