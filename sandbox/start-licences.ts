import { startAddon, startTariff } from './start-tariff.ts';
import type { Tariff } from './state.ts';

const UNITS = { type: 'number', measure: 'pcs.' } as const;

/**
 * Third-party licences, platforms and ispmanager licences that the sandbox starts with. The ids are the vendor's
 * (protocol.md 9) but for the add-on 55162, which is made up, as are all amounts and limits.
 */
export function startLicences(): Tariff[] {
  return [...thirdParty(), ...platforms(), ...ispmanager()];
}

function thirdParty(): Tariff[] {
  return [
    startTariff(
      'softexternal',
      9203,
      'CloudLinux',
      { 1: '13.0000', 3: '39.0000', 12: '140.4000' },
      {
        name: 'CloudLinux OS Shared',
        nameRu: 'CloudLinux OS Shared',
        description: '<p>For a server of its own IP.</p>',
      },
    ),
    startTariff(
      'softexternal',
      9204,
      'Softaculous',
      { 1: '2.6000', 12: '28.0800' },
      { name: 'Softaculous licence', nameRu: 'Лицензия Softaculous', description: '<p>For a dedicated server.</p>' },
    ),
    // The oldest page of the vendor knows one month only.
    startTariff(
      'softexternal',
      11738,
      'KernelCare',
      { 1: '3.6500' },
      { name: 'KernelCare licence', nameRu: 'Лицензия KernelCare', description: '<p>By the month only.</p>' },
    ),
    startTariff(
      'softexternal',
      55369,
      'BitNinja',
      { trial: '0.0000', 1: '34.0000', 3: '102.0000', 6: '193.8000', 12: '367.2000' },
      { name: 'BitNinja stand-alone', nameRu: 'BitNinja', description: '<p>For servers without a panel.</p>' },
    ),
  ];
}

function platforms(): Tariff[] {
  const vm = startTariff(
    'platform',
    55163,
    'VMmanager6',
    { trial: '0.0000', 1: '11.0000', 12: '118.8000' },
    { name: 'VMmanager 6', nameRu: 'VMmanager 6', description: '<p>Virtual machines on your own nodes.</p>' },
  );
  const dci = startTariff(
    'platform',
    55161,
    'DCImanager6',
    { trial: '0.0000', 1: '95.0000', 12: '1026.0000' },
    { name: 'DCImanager 6', nameRu: 'DCImanager 6', description: '<p>Servers, racks and networks.</p>' },
  );
  const nodes = { ...UNITS, name: 'Nodes', intname: 'nodes', min: 1, max: 100 };
  const machines = { ...UNITS, name: 'Virtual machines', intname: 'machines', min: 0, max: null };
  const support = { type: 'flag', name: 'Extended support', intname: 'support', min: 0, max: 1, measure: '' } as const;
  return [
    {
      ...vm,
      addons: [
        startAddon(55165, nodes, { trial: '0.0000', 1: '8.2500', 12: '89.1000' }),
        startAddon(55164, machines, { trial: '0.0000', 1: '0.3500', 12: '3.7800' }),
      ],
    },
    { ...dci, addons: [startAddon(55162, support, { trial: '0.0000', 1: '20.0000', 12: '216.0000' })] },
  ];
}

function ispmanager(): Tariff[] {
  const business = startTariff(
    'soft',
    55230,
    'ispmanager6business',
    { trial: '0.0000', 1: '17.5000', 12: '189.0000' },
    { name: 'ispmanager 6 business', nameRu: 'ispmanager 6 business', description: '<p>Several servers in one.</p>' },
  );
  const nodes = { ...UNITS, name: 'Nodes', intname: 'nodes', min: 1, max: null };
  return [
    startTariff(
      'soft',
      55231,
      'ispmanager6lite',
      { trial: '0.0000', 1: '4.9500', 12: '53.4600' },
      { name: 'ispmanager 6 lite', nameRu: 'ispmanager 6 lite', description: '<p>Up to 10 websites.</p>' },
    ),
    startTariff(
      'soft',
      55232,
      'ispmanager6pro',
      { trial: '0.0000', 1: '8.9000', 12: '96.1200' },
      { name: 'ispmanager 6 pro', nameRu: 'ispmanager 6 pro', description: '<p>Up to 50 websites.</p>' },
    ),
    startTariff(
      'soft',
      55233,
      'ispmanager6host',
      { trial: '0.0000', 1: '13.7500', 12: '148.5000' },
      { name: 'ispmanager 6 host', nameRu: 'ispmanager 6 host', description: '<p>Any number of websites.</p>' },
    ),
    { ...business, addons: [startAddon(55236, nodes, { trial: '0.0000', 1: '6.4000', 12: '69.1200' })] },
  ];
}
