import { startTariff } from './start-tariff.ts';
import type { Tariff } from './state.ts';

/**
 * The modules of ispmanager that the sandbox starts with. Ids 277, 23221, 55361–55363 and 55371 occur in the vendor's pages
 * (protocol.md 9); the other ids and all amounts are made up, because no public source has them.
 */
export function startModules(): Tariff[] {
  return [
    startTariff(
      'addition',
      277,
      'Virusdie',
      { 1: '3.9286', 12: '42.4286' },
      {
        name: 'Virusdie antivirus',
        nameRu: 'Антивирус Virusdie',
        description: '<p>Finds and cures infected website files.</p>',
      },
    ),
    startTariff(
      'addition',
      278,
      'VirusDieBusiness',
      { 1: '12.5000', 12: '135.0000' },
      {
        name: 'Virusdie.Business antivirus',
        nameRu: 'Антивирус Virusdie.Business',
        description: '<p>Virusdie for up to <b>100</b> websites, with a firewall.</p>',
      },
    ),
    startTariff(
      'addition',
      9203,
      'CloudLinux',
      { 1: '10.4000', 3: '31.2000', 6: '60.3200', 12: '112.0000' },
      {
        name: 'CloudLinux OS',
        nameRu: 'CloudLinux OS',
        description: '<p>Limits for every user of a shared server &amp; hardened PHP.</p>',
      },
    ),
    startTariff(
      'addition',
      11738,
      'KernelCare',
      { 1: '2.9500', 12: '31.8600' },
      {
        name: 'KernelCare',
        nameRu: 'KernelCare',
        description: '<p>Kernel updates without a reboot.</p>',
      },
    ),
    startTariff(
      'addition',
      9204,
      'Softaculous',
      { 1: '2.0000', 12: '21.6000' },
      {
        name: 'Softaculous',
        nameRu: 'Softaculous',
        description: '<p>Installs more than 400 web scripts.</p>',
      },
    ),
    startTariff(
      'addition',
      11204,
      'Imunify360',
      { 1: '21.5000', 6: '124.7000', 12: '232.2000' },
      {
        name: 'Imunify360, up to 30 users',
        nameRu: 'Imunify360, до 30 пользователей',
        description: '<p>Firewall, malware scanner and patches in one.</p>',
      },
    ),
    startTariff(
      'addition',
      11205,
      'Imunify360Unlimited',
      { 1: '45.0000', 12: '486.0000' },
      {
        name: 'Imunify360, any number of users',
        nameRu: 'Imunify360 без ограничений',
        description: '<p>Imunify360 for big shared servers.</p>',
      },
    ),
    startTariff(
      'addition',
      11206,
      'ImunifyAVPlus',
      { 1: '5.6000', 12: '60.4800' },
      {
        name: 'ImunifyAV+',
        nameRu: 'ImunifyAV+',
        description: '<p>Malware scanner with a clean-up at one click.</p>',
      },
    ),
    startTariff(
      'addition',
      23221,
      'DDoSGUARD',
      { 1: '9.2500', 12: '99.9000' },
      {
        name: 'DDoS-GUARD',
        nameRu: 'DDoS-GUARD',
        description: '<p>Filters attacks before they reach the server.</p>',
      },
    ),
    startTariff(
      'addition',
      55361,
      'DrWebLite',
      { 1: '6.3000', 12: '68.0400' },
      {
        name: 'Dr.Web for ispmanager 6 lite',
        nameRu: 'Dr.Web для ispmanager 6 lite',
        description: '<p>Mail and file scanner for up to 10 websites.</p>',
      },
    ),
    startTariff(
      'addition',
      55362,
      'DrWebPro',
      { 1: '9.4500', 12: '102.0600' },
      {
        name: 'Dr.Web for ispmanager 6 pro',
        nameRu: 'Dr.Web для ispmanager 6 pro',
        description: '<p>Mail and file scanner for up to 50 websites.</p>',
      },
    ),
    startTariff(
      'addition',
      55363,
      'DrWebHost',
      { 1: '18.9000', 12: '204.1200' },
      {
        name: 'Dr.Web for ispmanager 6 host',
        nameRu: 'Dr.Web для ispmanager 6 host',
        description: '<p>Mail and file scanner for any number of websites.</p>',
      },
    ),
    startTariff(
      'addition',
      55371,
      'BitNinja',
      { trial: '0.0000', 1: '30.0000', 6: '171.0000', 12: '324.0000' },
      {
        name: 'BitNinja',
        nameRu: 'BitNinja',
        description: '<p>Server protection with shared reputation lists; try it for two weeks.</p>',
      },
    ),
    startTariff(
      'addition',
      55402,
      'LiteSpeed',
      { 1: '14.0000', 3: '41.0000', 12: '151.2000' },
      {
        name: 'LiteSpeed Web Server, Site Owner Plus',
        nameRu: 'Веб-сервер LiteSpeed, Site Owner Plus',
        description: '<p>A faster web server in the place of Apache.</p>',
      },
    ),
    // Panels only show a Buy button for a price by the month: this one has none.
    startTariff(
      'addition',
      55410,
      'Sitepro',
      { 12: '84.0000' },
      {
        name: 'Site.pro website builder',
        nameRu: 'Конструктор сайтов Site.pro',
        description: '<p>Website builder, sold by the year only.</p>',
      },
    ),
    // No longer sold: onlyavailable=on leaves it out.
    {
      ...startTariff(
        'addition',
        11190,
        'RevisiumOld',
        { 1: '4.5000' },
        {
          name: 'Revisium antivirus',
          nameRu: 'Антивирус Revisium',
          description: '<p>Replaced by ImunifyAV+.</p>',
        },
      ),
      active: false,
    },
  ];
}
