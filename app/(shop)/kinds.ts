import type { ProductKind } from '#lib/domain/product-kind.ts';

type KindWords = {
  /** Heading of the catalogue's part. */
  readonly title: string;
  readonly about: string;
  /** Said when it is delivered. */
  readonly active: string;
  /** What is left to do then, as a step. */
  readonly lastStep: string;
  /** Somebody has it already. */
  readonly owned: string;
  readonly beingBought: string;
};

/** What customers read of each kind. */
export const KINDS = {
  addition: {
    title: 'Modules for ispmanager',
    about: 'For an ispmanager licence that you have. Inside your panel, Buy leads to the same place.',
    active: 'The module is active. One step is left: update your panel.',
    lastStep: 'Update your panel',
    owned: 'This licence already has this module',
    beingBought: 'This module is being bought for this licence right now',
  },
  soft: {
    title: 'ispmanager licences',
    about: 'For one server, by its IP address. The key is shown and mailed as soon as it is made.',
    active: 'The licence is active. One step is left: let your panel fetch it.',
    lastStep: 'Use it on your server',
    owned: 'This server already has this licence',
    beingBought: 'This licence is being bought for this server right now',
  },
  softexternal: {
    title: 'Licences for other software',
    about: 'For one server, by its IP address, with or without a panel.',
    active: 'The licence is active. One step is left: activate the software on your server.',
    lastStep: 'Activate it on your server',
    owned: 'This server already has this licence',
    beingBought: 'This licence is being bought for this server right now',
  },
  platform: {
    title: 'Platforms',
    about: 'You choose how much of each part you need.',
    active: 'The licence of the platform is active. One step is left: install it, or let it fetch its licence.',
    lastStep: 'Install it or update its licence',
    owned: 'You have this platform',
    beingBought: 'This platform is being bought right now',
  },
} as const satisfies Record<ProductKind, KindWords>;

/** The kinds in the order of the catalogue. */
export const KINDS_IN_ORDER = [
  'addition',
  'soft',
  'softexternal',
  'platform',
] as const satisfies readonly ProductKind[];
