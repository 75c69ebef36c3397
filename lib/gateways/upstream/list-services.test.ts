import { describe, expect, test } from 'vitest';
import { connectionTo, startRawUpstream } from '#test/raw-upstream.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { eachServicePage } from './each-service-page.ts';
import { listServices } from './list-services.ts';
import { orderService } from './order-service.ts';
import { isOfLicence } from './service-row.ts';
import { viewService } from './view-service.ts';

const row = (id: number, more = ''): string =>
  `<elem><id>${id}</id><item>${1000 + id}</item><pricelist>CloudLinux OS</pricelist><item_status>2</item_status>${more}</elem>`;
const rows = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => row(from + index)).join('');

async function listFrom(reply: (page: number) => string) {
  const upstream = await startRawUpstream(({ params }) => reply(Number(params.get('p_num'))));
  const answer = await listServices(upstream.connection, 'addition');
  await upstream.close();
  return { answer, calls: upstream.requests.length };
}

describe('the list is whole, or the read has failed', () => {
  test('all pages are read, also when the server makes them smaller than asked', async () => {
    const { answer, calls } = await listFrom(
      (page) =>
        `<doc>${rows((page - 1) * 100, Math.min(page * 100, 250))}<p_num>${page}</p_num><p_cnt>100</p_cnt><p_elems>250</p_elems></doc>`,
    );
    expect(answer.ok && answer.value.length).toBe(250);
    expect(calls).toBe(3);
  });

  test('a server that ignores paging and counts nothing is read once or twice', async () => {
    const short = await listFrom(() => `<doc>${rows(0, 7)}</doc>`);
    expect(short.answer.ok && short.answer.value.length).toBe(7);
    expect(short.calls).toBe(1);
    const long = await listFrom(() => `<doc>${rows(0, 600)}</doc>`);
    expect(long.answer.ok && long.answer.value.length).toBe(600);
    expect(long.calls).toBe(2);
  });

  test('an account without modules has an empty list', async () => {
    expect((await listFrom(() => '<doc lang="en"/>')).answer).toMatchObject({ ok: true, value: [] });
    expect((await listFrom(() => '<doc><p_elems>0</p_elems></doc>')).answer).toMatchObject({ ok: true, value: [] });
  });

  test('fewer rows than the server counts is a failure, never a short list', async () => {
    const { answer } = await listFrom((page) => `<doc>${page === 1 ? rows(0, 3) : ''}<p_elems>5</p_elems></doc>`);
    expect(answer).toMatchObject({ ok: false, reason: 'upstream_unreachable' });
  });

  test('a failing page fails the read', async () => {
    const { answer } = await listFrom((page) =>
      page === 1 ? `<doc>${rows(0, 3)}<p_elems>5</p_elems></doc>` : '<html/>',
    );
    expect(answer).toMatchObject({ ok: false, reason: 'upstream_unreachable' });
  });

  test('a row without an id fails the read', async () => {
    expect((await listFrom(() => '<doc><elem><item>5</item></elem></doc>')).answer.ok).toBe(false);
  });

  test('a row is of a licence by its number as a number of its own', async () => {
    const licence = (id: number, text: string): string => `<elem><id>${id}</id><item>${text}</item></elem>`;
    const list = `<doc>${licence(1, '234256')}${licence(2, 'ispmanager lite (234256)')}${licence(3, '1234256')}${licence(4, '')}</doc>`;
    const { answer } = await listFrom(() => list);
    const found = answer.ok ? answer.value.filter((each) => isOfLicence(each, '234256')) : [];
    expect(found.map(({ id }) => id)).toEqual(['1', '2']);
  });
});

describe('a list in pages', () => {
  const counted = (page: number, size: number, count: number): string =>
    `<doc>${rows((page - 1) * size, Math.min(page * size, count))}<p_elems>${count}</p_elems></doc>`;

  async function pagesFrom(reply: (page: number) => string) {
    const upstream = await startRawUpstream(({ params }) => reply(Number(params.get('p_num'))));
    const pages: number[] = [];
    const ids: string[] = [];
    const answer = await eachServicePage(upstream.connection, 'platform', async (page) => {
      pages.push(page.length);
      ids.push(...page.map(({ id }) => id));
    });
    await upstream.close();
    return { answer, pages, ids };
  }

  test('gives each page as it comes, and waits until it is dealt with', async () => {
    const events: string[] = [];
    const upstream = await startRawUpstream(({ params }) => {
      const page = Number(params.get('p_num'));
      events.push(`asked ${page}`);
      return counted(page, 2, 3);
    });
    await eachServicePage(upstream.connection, 'soft', async (page) => {
      await Promise.resolve();
      events.push(`got ${page.length}`);
    });
    await upstream.close();
    expect(events).toEqual(['asked 1', 'got 2', 'asked 2', 'got 1']);
  });

  test('is read beyond four hundred pages, where a server makes small ones', async () => {
    const { answer, ids } = await pagesFrom((page) => counted(page, 2, 1_001));
    expect(answer).toMatchObject({ ok: true, value: { total: 1_001, whole: true } });
    expect(new Set(ids).size).toBe(1_001);
  });

  test('gives a service once, although it comes on two pages', async () => {
    const { answer, ids } = await pagesFrom((page) => `<doc>${rows(page - 1, page + 1)}<p_elems>3</p_elems></doc>`);
    expect(answer).toMatchObject({ ok: true, value: { total: 3, whole: true } });
    expect(ids).toEqual(['0', '1', '2']);
  });

  test('is not whole when the count is not reached: once read, the caller decides', async () => {
    const { answer, pages } = await pagesFrom(
      (page) => `<doc>${page === 1 ? rows(0, 3) : ''}<p_elems>5</p_elems></doc>`,
    );
    expect(answer).toMatchObject({ ok: true, value: { total: 3, whole: false } });
    expect(pages).toEqual([3]);
  });

  test('is not whole when there are more than counted', async () => {
    const { answer } = await pagesFrom(() => `<doc>${rows(0, 3)}<p_elems>2</p_elems></doc>`);
    expect(answer).toMatchObject({ ok: true, value: { total: 3, whole: false } });
  });
});

describe('a row', () => {
  const statuses = [
    { xml: '<item_real_status>5</item_real_status><item_status>2</item_status>', status: 'processing' },
    { xml: '<item_status orig="3">Suspended</item_status>', status: 'suspended' },
    { xml: '<item_status>1</item_status>', status: 'ordered' },
    { xml: '<item_status>Активен</item_status><status>2</status>', status: 'active' },
    { xml: '<item_status>Active</item_status>', status: 'unknown' },
    { xml: '', status: 'unknown' },
  ];
  for (const { xml, status } of statuses) {
    test(`${xml || 'no status at all'} is ${status}: codes decide, never words`, async () => {
      const { answer } = await listFrom(() => `<doc><elem><id>1</id>${xml}</elem></doc>`);
      expect(answer.ok && answer.value[0]?.status).toBe(status);
    });
  }

  test('amounts, dates and phrases are told apart', async () => {
    const { answer } = await listFrom(
      () =>
        `<doc>${row(1, '<cost>12.0000 EUR / month</cost><expiredate>Daily charges</expiredate><real_expiredate>2026-12-20</real_expiredate><autoprolong>null</autoprolong>')}</doc>`,
    );
    expect(answer.ok && answer.value[0]).toMatchObject({
      cost: 120_000n,
      expiresOn: '2026-12-20',
      autoprolong: null,
      upstreamId: null,
    });
  });

  test('the sandbox shows what was ordered, by list and by id', async () => {
    const sandbox = await startTestSandbox();
    const connection = connectionTo(sandbox.url);
    await orderService(connection, {
      kind: 'addition',
      pay: 'at_once',
      licence: '77',
      upstreamId: '9203',
      period: 3,
      autoprolong: true,
      correlation: 'cal_7',
    });
    const listed = await listServices(connection, 'addition');
    const [found] = listed.ok ? listed.value : [];
    expect(found).toMatchObject({
      licence: '77',
      upstreamId: '9203',
      period: 3,
      status: 'active',
      autoprolong: '3',
      remoteid: 'cal_7',
      cost: 312_000n,
    });
    expect(await viewService(connection, 'addition', found?.id ?? '')).toMatchObject({
      ok: true,
      value: { id: found?.id, licence: '77', status: 'active' },
    });
    expect(await viewService(connection, 'addition', '1')).toMatchObject({ ok: true, value: null });
    await sandbox.close();
  });
});
