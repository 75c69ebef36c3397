import { describe, expect, test } from 'vitest';
import { connectionTo, startRawUpstream } from '#test/raw-upstream.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { exportPriceList } from './export-price-list.ts';

async function listFrom(body: string) {
  const upstream = await startRawUpstream(() => body);
  const answer = await exportPriceList(upstream.connection, 'addition');
  await upstream.close();
  return answer;
}

const tariff = (periods: string, more = ''): string =>
  `<doc><pricelist><id>277</id><additionintname>Virusdie</additionintname>${more}<price currency="EUR">${periods}</price></pricelist></doc>`;

describe('the price list', () => {
  test("the example of the vendor's pages is read exactly, and counts as active", async () => {
    const answer = await listFrom(tariff('<period cost="913.9286" type="month" length="1">monthly</period>'));
    expect(answer).toMatchObject({
      ok: true,
      value: {
        ignoredPeriods: 0,
        ignoredAddons: 0,
        tariffs: [
          {
            upstreamId: '277',
            additionIntname: 'Virusdie',
            name: 'Virusdie',
            active: true,
            costs: [{ period: 1, cost: 9_139_286n, currency: 'EUR' }],
          },
        ],
      },
    });
  });

  test('an empty cost is no price; other types and lengths are counted and left out', async () => {
    const answer = await listFrom(
      tariff(
        '<period cost="" type="month" length="1"/><period cost="1.0" type="day" length="1"/><period cost="1" type="month" length="500"/><period cost="0.0000" type="month" length="-100">trial</period>',
      ),
    );
    expect(answer.ok && answer.value.ignoredPeriods).toBe(2);
    expect(answer.ok && answer.value.tariffs[0]?.costs).toEqual([{ period: -100, cost: 0n, currency: 'EUR' }]);
  });

  const malformed = {
    'an amount that is no decimal': tariff('<period cost="ten" type="month" length="1"/>'),
    'an amount finer than four decimals': tariff('<period cost="1.00001" type="month" length="1"/>'),
    'an amount below zero': tariff('<period cost="-1.0000" type="month" length="1"/>'),
    'no currency':
      '<doc><pricelist><id>1</id><price><period cost="1" type="month" length="1"/></price></pricelist></doc>',
    'an id that is no number': '<doc><pricelist><id>x</id></pricelist></doc>',
    'an id twice': '<doc><pricelist><id>1</id></pricelist><pricelist><id>1</id></pricelist></doc>',
  };
  for (const [name, body] of Object.entries(malformed)) {
    test(`${name} makes the whole list unusable`, async () => {
      expect(await listFrom(body)).toMatchObject({ ok: false, error: null });
    });
  }

  const addon = (content: string): string =>
    tariff('<period cost="4" type="month" length="1"/>', `<addon><id>1002</id>${content}</addon>`);

  test('an add-on is read with its limits, its unit and its prices', async () => {
    const sample = `<name>Web domains</name><intname>webdomains</intname><addontype>2</addontype><billtype>1</billtype><addonmin>1</addonmin><addonlimit>10</addonlimit>
      <measure>5</measure><measure><id>5</id><name>pcs.</name></measure>
      <price currency="EUR"><period cost="1.0000" type="month" length="1">monthly</period><period cost="10.0000" type="month" length="12"/><period cost="" type="month" length="3"/></price>`;
    const answer = await listFrom(addon(sample));
    expect(answer.ok && answer.value.tariffs[0]?.addons).toEqual([
      {
        id: '1002',
        name: 'Web domains',
        intname: 'webdomains',
        type: 'number',
        min: 1,
        max: 10,
        measure: 'pcs.',
        costs: [
          { period: 1, cost: 10_000n, currency: 'EUR' },
          { period: 12, cost: 100_000n, currency: 'EUR' },
        ],
      },
    ]);
  });

  test('an addonlimit of 999999, or none, is no limit; a flag is one at most', async () => {
    const read = async (content: string) => {
      const answer = await listFrom(addon(content));
      return answer.ok ? answer.value.tariffs[0]?.addons[0] : undefined;
    };
    expect(await read('<addontype>2</addontype><addonlimit>999999</addonlimit>')).toMatchObject({ min: 0, max: null });
    expect(await read('<addontype>2</addontype>')).toMatchObject({ max: null, measure: '', costs: [] });
    expect(await read('<addontype>1</addontype>')).toMatchObject({ type: 'flag', min: 0, max: 1 });
  });

  test('a choice is counted and left out, and does not harm the list', async () => {
    const answer = await listFrom(addon('<addontype>3</addontype><enumeration><enumerationitem/></enumeration>'));
    expect(answer).toMatchObject({ ok: true, value: { ignoredAddons: 1, tariffs: [{ addons: [] }] } });
  });

  test('an add-on with an amount that is no decimal makes the whole list unusable', async () => {
    const price = '<price currency="EUR"><period cost="one" type="month" length="1"/></price>';
    expect(await listFrom(addon(`<addontype>2</addontype>${price}`))).toMatchObject({ ok: false });
    expect(await listFrom(addon('<addontype>2</addontype><addonlimit>many</addonlimit>'))).toMatchObject({ ok: false });
  });

  test('add-ons of a tariff do not leak into its own prices', async () => {
    const sample = `<doc><pricelist><id>1001</id><active>on</active>
      <price currency="EUR"><period cost="4.0000" type="month" length="1">monthly</period></price>
      <addon><id>1002</id><measure>5</measure><measure><id>5</id></measure><price currency="EUR"><period cost="1.0000" type="month" length="1"/></price></addon>
    </pricelist></doc>`;
    const answer = await listFrom(sample);
    expect(answer.ok && answer.value.tariffs[0]?.costs).toEqual([{ period: 1, cost: 40_000n, currency: 'EUR' }]);
  });

  test('without <active> a tariff is inactive where others have it', async () => {
    const answer = await listFrom(
      '<doc><pricelist><id>1</id><active>on</active></pricelist><pricelist><id>2</id></pricelist></doc>',
    );
    expect(answer.ok && answer.value.tariffs.map(({ active }) => active)).toEqual([true, false]);
  });

  test("the sandbox's whole catalogue can be read, thousands of escaped signs included", async () => {
    const sandbox = await startTestSandbox();
    await sandbox.prices({
      tariffs: { 900001: { name: 'R&D <tools> "x"', description: '<b>&</b> '.repeat(1_500), periods: { 1: '1.5' } } },
    });
    const answer = await exportPriceList(connectionTo(sandbox.url), 'addition');
    expect(answer.ok && answer.value.tariffs.length).toBeGreaterThanOrEqual(10);
    const odd = answer.ok ? answer.value.tariffs.find(({ upstreamId }) => upstreamId === '900001') : undefined;
    expect(odd?.name).toBe('R&D <tools> "x"');
    expect(odd?.description).toBe('<b>&</b> '.repeat(1_500).trim());
    await sandbox.close();
  });
});
