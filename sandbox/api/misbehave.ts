import { randomBytes } from 'node:crypto';
import { htmlAnswer, type Answer } from '../answer.ts';
import type { FaultRule } from '../fault-rules.ts';
import { secondFactorPending } from './functions/account.ts';
import type { Element } from './document.ts';
import { notEnoughMoney, Refusal } from './refusal.ts';

const DEFAULT_DELAY_MS = 5_000;
const DEFAULT_STALE_MS = 60_000;

/** The answer of a call that is stopped before it acts; null when the call is to act. */
export function answerInstead(rule: FaultRule | null): Answer | null {
  switch (rule?.fault) {
    case 'drop-before':
      return { drop: true };
    case 'http-500':
      return gatewayPage(500, 'Internal Server Error');
    case 'http-502':
      return gatewayPage(502, 'Bad Gateway');
    case 'html':
      return challengePage();
    case 'garbage-before':
      return garbage();
    case 'truncated-before':
      return { ...garbage(), body: '<?xml version="1.0" encoding="UTF-8"?>\n<doc lang="en"><o' };
    default:
      return null;
  }
}

/** The body of an ordinary answer that stands in for the call's own; throws where that is a refusal. */
export function contentInstead(rule: FaultRule | null, func: string): Element[] | null {
  switch (rule?.fault) {
    case 'error-envelope':
      throw new Refusal(rule.type ?? 'value', rule.object ?? 'unknown', '', rule.message ?? 'Injected error');
    case 'low-balance':
      throw notEnoughMoney();
    case 'bad-password':
      throw new Refusal('auth', 'badpassword');
    case 'bad-ip':
      throw new Refusal('auth', 'badip');
    case 'two-factor':
      if (func === 'whoami') return secondFactorPending();
      throw new Refusal('extraconfirm', func);
    default:
      return null;
  }
}

/** What becomes of the answer of a call that has acted and been saved. */
export function spoil(rule: FaultRule | null, answer: Answer): Answer {
  switch (rule?.fault) {
    case 'drop-after':
      return { drop: true };
    case 'http-500-after':
      return gatewayPage(500, 'Internal Server Error');
    case 'http-502-after':
      return gatewayPage(502, 'Bad Gateway');
    case 'html-after':
      return challengePage();
    case 'garbage':
      return garbage();
    case 'truncated':
      return answer.drop ? answer : { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length * 0.6)) };
    default:
      return answer;
  }
}

/** The answer of a held call that was let go without acting. */
export function gaveUp(): Answer {
  return gatewayPage(502, 'Bad Gateway');
}

/** Milliseconds to wait before acting. */
export function delayBefore(rule: FaultRule | null): number {
  return rule?.fault === 'delay' ? (rule.delayMs ?? DEFAULT_DELAY_MS) : 0;
}

/** Milliseconds to wait after acting; any fault that acts may also be made late. */
export function delayAfter(rule: FaultRule | null): number {
  if (rule === null || rule.fault === 'delay') return 0;
  return rule.delayMs ?? (rule.fault === 'delay-after' ? DEFAULT_DELAY_MS : 0);
}

/** The age of the picture that `stale-list` shows. */
export function staleness(rule: FaultRule | null): number {
  return rule?.fault === 'stale-list' ? (rule.staleMs ?? DEFAULT_STALE_MS) : 0;
}

/** Bytes that are no text, under the content type of an ordinary answer. */
function garbage() {
  return { drop: false, status: 200, contentType: 'text/xml; charset=UTF-8', body: randomBytes(512) } as const;
}

function gatewayPage(status: number, title: string): Answer {
  const heading = `${status} ${title}`;
  const body = `<html>\r\n<head><title>${heading}</title></head>\r\n<body>\r\n<center><h1>${heading}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return htmlAnswer(body, status);
}

/** What an anti-DDoS front end shows to addresses of data centres (protocol.md 2.2). */
function challengePage(): Answer {
  return htmlAnswer(
    '<!DOCTYPE html><html><head><title>Checking your browser</title></head><body><p>One moment…</p></body></html>',
  );
}
