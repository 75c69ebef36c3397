import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import type { MailRow } from '#lib/mails/queries.ts';

const STATES = {
  queued: ['waiting', 'To be sent'],
  sent: ['good', 'Sent'],
  kept: ['neutral', 'Kept, not sent'],
  failed: ['danger', 'Not sent'],
} as const satisfies Record<MailRow['status'], readonly [string, string]>;

export function MailState({ status }: { status: MailRow['status'] }): ReactNode {
  const [tone, word] = STATES[status];
  return <Badge tone={tone}>{word}</Badge>;
}
