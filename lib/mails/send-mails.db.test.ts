import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { provideEnv } from '#lib/platform/env.ts';
import type { TestShop } from '#test/factories.ts';
import { makeShop } from '#test/factories.ts';
import { TestClock } from '#test/time.ts';
import { sendMails } from './send-mails.ts';

let shop: TestShop;
const clock = new TestClock();
let stop: (() => void) | null = null;

beforeAll(async () => {
  shop = await makeShop({ url: 'http://127.0.0.1:9' });
});
afterEach(() => {
  stop?.();
  stop = null;
});

/** A mail server that answers each mail's text as `answer` says; gives the subjects that it was sent. */
async function startMailServer(answer: (subject: string, reply: (line: string) => void) => void): Promise<string[]> {
  const subjects: string[] = [];
  const server = createServer((socket) => {
    let inText = false;
    let text = '';
    const reply = (line: string): void => void socket.write(`${line}\r\n`);
    reply('220 test');
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (inText) {
        if (!text.includes('\r\n.\r\n')) return;
        const subject = /^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? '';
        inText = false;
        text = '';
        subjects.push(subject);
        answer(subject, reply);
        return;
      }
      const lines = text.split('\r\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        if (line === 'DATA') inText = true;
        reply(inText ? '354 go on' : line === 'QUIT' ? '221 bye' : '250 ok');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => server.close();
  const { port } = addressOf(server.address());
  provideEnv({ SMTP_URL: `smtp://127.0.0.1:${port}?ignoreTLS=true` });
  return subjects;
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port');
  return address;
}

async function write(...subjects: string[]): Promise<void> {
  await db().mailMessage.deleteMany({});
  for (const [index, subject] of subjects.entries()) {
    await db().mailMessage.create({
      data: {
        id: `mail_${subject}`,
        storeId: shop.storeId,
        key: subject,
        toAddress: 'a@example.org',
        subject,
        text: 'Hello',
        nextAttemptAt: new Date(index),
      },
    });
  }
}

const mail = (subject: string) => db().mailMessage.findUniqueOrThrow({ where: { id: `mail_${subject}` } });

describe('a mail', () => {
  it('is sent once by two workers, also when the mail server takes minutes over the one before it', async () => {
    await write('slow', 'second', 'third');
    const held: (() => void)[] = [];
    const sent = await startMailServer((subject, reply) => {
      if (subject === 'slow') held.push(() => reply('250 ok'));
      else reply('250 ok');
    });
    const slow = sendMails(clock.now());
    await vi.waitUntil(() => held.length === 1, { timeout: 5_000 });
    clock.pass(180);
    expect(await sendMails(clock.now())).toEqual({ done: 2, more: false });
    for (const go of held) go();
    expect(await slow).toEqual({ done: 1, more: false });
    expect(sent).toEqual(['slow', 'second', 'third']);
    for (const subject of sent) expect((await mail(subject)).status).toBe('sent');
  });

  it('that the mail server refuses stops no other, and is tried again later', async () => {
    await write('refused', 'fine');
    let refuse = true;
    const sent = await startMailServer((subject, reply) =>
      reply(subject === 'refused' && refuse ? '451 not now' : '250 ok'),
    );
    await sendMails(clock.now());
    expect(await mail('refused')).toMatchObject({
      status: 'queued',
      attempts: 1,
      error: expect.stringContaining('451'),
    });
    expect((await mail('fine')).status).toBe('sent');
    refuse = false;
    clock.pass(61);
    await sendMails(clock.now());
    expect((await mail('refused')).status).toBe('sent');
    expect(sent).toEqual(['refused', 'fine', 'refused']);
  });

  it('is taken in rounds of a limited length', async () => {
    await write('one', 'two', 'three');
    const sent = await startMailServer((_, reply) => reply('250 ok'));
    expect(await sendMails(clock.now(), 2)).toEqual({ done: 2, more: true });
    expect(await sendMails(clock.now(), 2)).toEqual({ done: 1, more: false });
    expect(sent).toEqual(['one', 'two', 'three']);
  });
});
