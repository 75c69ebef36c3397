import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from './sandbox-client.ts';

let sandbox: TestSandbox;

beforeEach(async () => {
  sandbox = await startTestSandbox({ balance: '1000', now: () => new Date('2026-11-20T12:00:00Z') });
});
afterEach(() => sandbox.close());

const row = async () => (await sandbox.callJson('addition'))['elem'];

describe('what the supplier may be like', () => {
  test('denied functions are refused as access, by name or by prefix', async () => {
    await sandbox.control('settings', { denied: ['subaccount', 'soft*'] });
    expect(await sandbox.refusal('subaccount')).toBe('access/subaccount');
    expect(await sandbox.refusal('softexternal.resume', { elid: '1' })).toBe('access/softexternal.resume');
    expect(await sandbox.callXml('whoami')).toHaveProperty('user');
  });

  test.each([
    ['item_real_status', { item_status: { $: 'Active' }, item_real_status: { $: '2' } }],
    ['orig', { item_status: { $: 'Active', $orig: '2' } }],
    ['item_status', { item_status: { $: '2' } }],
    ['status', { item_status: { $: 'Active' }, status: { $: '2' } }],
  ])('the status code stands in %s alone', async (statusPlace, expected) => {
    await sandbox.order();
    await sandbox.control('settings', { statusPlace });
    const found = await row();
    expect(found).toMatchObject(expected);
    expect(JSON.stringify(found).match(/"2"/g)).toHaveLength(1);
  });

  test('a date can be a phrase, with the date beside it', async () => {
    await sandbox.order();
    await sandbox.control('settings', { datePhrases: true });
    expect(await row()).toMatchObject({ expiredate: { $: 'Daily charges' }, real_expiredate: { $: '2026-12-20' } });
    expect(await sandbox.callXml('addition.edit', { elid: '334673' })).toMatchObject({ real_expiredate: '2026-12-20' });
  });

  test('pages can be capped and rows uncounted', async () => {
    for (const item of ['1', '2', '3']) await sandbox.order({ item });
    await sandbox.control('settings', { rowsPerPageMax: 2, countRows: false });
    const list = await sandbox.callXml('addition', { p_cnt: '500' });
    expect(list).toMatchObject({ elem: [{ item: '3' }, { item: '2' }], p_cnt: '2' });
    expect(list).not.toHaveProperty('p_elems');
    expect(await sandbox.callXml('addition', { p_cnt: '500', p_num: '2' })).toMatchObject({ elem: { item: '1' } });
  });

  test('every call can be made late', async () => {
    await sandbox.control('settings', { latencyMs: 60 });
    const start = performance.now();
    await sandbox.callXml('whoami');
    expect(performance.now() - start).toBeGreaterThanOrEqual(55);
  });

  test('the clock can be moved, and goes on from there', async () => {
    await sandbox.order();
    await sandbox.control('settings', { now: '2026-12-21T00:00:00Z' });
    const { now, services } = await sandbox.state();
    expect(now).toBe('2026-12-21T00:00:00.000Z');
    expect(services[0]?.status).toBe('3');
    await sandbox.control('settings', { clockOffsetMs: 0 });
    expect((await sandbox.state()).services[0]?.status).toBe('2');
  });

  test('settings that are not named stay', async () => {
    await sandbox.control('settings', { denied: ['soft'], countRows: false });
    await sandbox.control('settings', { latencyMs: 0 });
    expect(await sandbox.refusal('soft')).toBe('access/soft');
    expect(await sandbox.callXml('addition')).not.toHaveProperty('p_elems');
  });

  test('the dashboard says how long the money lasts for what renews', async () => {
    await sandbox.order({ autoprolong: '1' });
    await sandbox.control('settings', { balance: '25' });
    expect(await sandbox.callXml('dashboard.info')).toMatchObject({ elem: { enoughmoneyto: '2027-02-20' } });
  });
});

describe('meddling', () => {
  const meddle = async (body: Record<string, unknown>): Promise<unknown> =>
    await (await sandbox.control('meddle', body)).json();

  test('changes what somebody else could change', async () => {
    await sandbox.order({ autoprolong: '1' });
    const id = '334673';
    await meddle({ action: 'set-expiry', id, expiresOn: '2027-05-05' });
    await meddle({ action: 'set-autoprolong', id, autoprolong: null });
    await meddle({ action: 'set-period', id, period: 12 });
    await meddle({ action: 'set-licence', id, licence: '99' });
    await meddle({ action: 'set-cost', id, cost: '77.7' });
    await meddle({ action: 'suspend', id });
    expect((await sandbox.state()).services).toMatchObject([
      { expiresOn: '2027-05-05', autoprolong: null, period: 12, licence: '99', cost: '77.7000', status: '3' },
    ]);
    await meddle({ action: 'resume', id });
    await meddle({ action: 'delete', id });
    expect((await sandbox.state()).services).toMatchObject([{ status: '4' }]);
  });

  test('buys without our order: the same again, or something else', async () => {
    await sandbox.order({ remoteid: 'cal_1' });
    expect(await meddle({ action: 'duplicate', id: '334673' })).toMatchObject({ id: '334674', duplicates: 1 });
    await meddle({
      action: 'add-service',
      kind: 'soft',
      pricelist: '55231',
      ip: '203.0.113.5',
      expiresOn: '2027-01-31',
    });
    const { account, services } = await sandbox.state();
    expect(account.balance).toBe('974.2500');
    expect(services.slice(1)).toMatchObject([
      { licence: '234256', remoteid: null, status: '2', duplicate: true },
      { kind: 'soft', ip: '203.0.113.5', status: '2', expiresOn: '2027-01-31' },
    ]);
  });

  test('is refused where it makes no sense', async () => {
    expect((await sandbox.control('meddle', { action: 'delete', id: '1' })).status).toBe(400);
    const strange = { action: 'add-service', kind: 'soft', pricelist: '9203' };
    expect((await sandbox.control('meddle', strange)).status).toBe(400);
    expect((await sandbox.control('meddle', { action: 'nonsense' })).status).toBe(400);
  });
});

describe('prices', () => {
  test('tariffs of other kinds and add-ons are changed by kind and id, and modules are not', async () => {
    await sandbox.control('prices', {
      tariffs: {
        'softexternal:9203': { periods: { 1: '20' } },
        'platform:55163': { addons: { 55164: null, 55165: { max: 5 }, 60001: { type: 'flag', periods: { 1: '2' } } } },
      },
    });
    const list = (itemtype: string, pricelist: string) => sandbox.call('pricelist.export', { itemtype, pricelist });
    expect(await list('softexternal', '9203')).toContain('cost="20.0000"');
    expect(await list('addition', '9203')).toContain('cost="10.4000"');
    const platform = await list('platform', '55163');
    expect(platform).not.toContain('<id>55164</id>');
    expect(platform).toContain('<addonmin>1</addonmin><addonlimit>5</addonlimit>');
    const order = { pricelist: '55163', period: '1', addon_60001: 'on' };
    expect(await sandbox.callXml('platform.order.param', order)).toMatchObject({ cost: '21.2500 EUR' });
  });
});

describe('many services', () => {
  test('are made at once, active, of their own licences, and cost nothing', async () => {
    const answer = await (await sandbox.control('bulk?brief=on', { count: 1000, kind: 'soft', remoteid: 'b-' })).json();
    expect(answer).toMatchObject({
      firstId: '334673',
      lastId: '335672',
      services: { soft: 1000, addition: 0 },
      duplicates: 0,
      account: { balance: '1000.0000' },
    });
    expect(answer).not.toHaveProperty('calls');
    const last = { p_num: '20', p_cnt: '50' };
    expect(await sandbox.callXml('soft', last)).toMatchObject({ p_elems: '1000' });
    expect(await sandbox.callXml('soft', { filter: 'on', remoteid: 'b-7' })).toMatchObject({ elem: { id: '334679' } });
  });
});
