import { createTransport } from 'nodemailer';
import { env } from '#lib/platform/env.ts';

const TIME_LIMIT_MS = 20_000;

/** Whether a mail server is set; without one mails are kept, not sent. */
export function canSendMail(): boolean {
  return env().SMTP_URL !== undefined;
}

/** Hands one mail to the mail server of SMTP_URL. Throws when it is refused or out of reach. `id` becomes the Message-ID. */
export async function sendMail(mail: {
  id: string;
  from: string;
  to: string;
  subject: string;
  text: string;
}): Promise<void> {
  const transport = createTransport(env().SMTP_URL ?? '', {
    connectionTimeout: TIME_LIMIT_MS,
    greetingTimeout: TIME_LIMIT_MS,
    socketTimeout: TIME_LIMIT_MS,
  });
  const domain = mail.from.split('@')[1] ?? 'localhost';
  await transport.sendMail({
    messageId: `<${mail.id}@${domain}>`,
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
  });
}
