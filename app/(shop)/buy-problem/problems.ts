/** A page for a Buy link that cannot be followed. */
type Problem = { readonly title: string; readonly means: string; readonly next: string };

const LINK =
  'Go back to your panel and press Buy again. If the same page comes, write to us: the link itself is wrong.';
const LICENCE =
  'In ispmanager, Main menu → License management shows your licence number. Open the Buy link from that panel.';

/** Every kind of problem with the words of its page. Nothing is ever charged before a payment page. */
export const PROBLEMS = {
  module_missing: {
    title: 'The link does not say which module to buy',
    means: 'A Buy link names a module and a licence. This one names no module.',
    next: LINK,
  },
  contradictory: {
    title: 'The link says two different things',
    means:
      'A module, licence or address stands in it twice, with different values. We do not guess which one you mean.',
    next: LINK,
  },
  module_malformed: {
    title: 'The module in the link is not a name that we can read',
    means: 'Module names have at most 64 letters, digits, spaces and the signs . + -',
    next: LINK,
  },
  licence_missing: {
    title: 'The link does not say for which licence',
    means: 'Every module belongs to one ispmanager licence, and the link names none.',
    next: LICENCE,
  },
  licence_malformed: {
    title: 'The licence number in the link is not a number',
    means: 'An ispmanager licence number has up to 12 digits and nothing else.',
    next: LICENCE,
  },
  ip_malformed: {
    title: 'The server address in the link is not an IP address',
    means: 'The address helps to show you the right server, so a wrong one is refused.',
    next: LINK,
  },
  unknown_module: {
    title: 'We do not know this module',
    means: 'No module of this name is in our price list.',
    next: 'See what we sell, or write to us with the name of the module: it may be called differently here.',
  },
  not_sold: {
    title: 'This module is not sold here at the moment',
    means: 'We know it, but have no price for it now.',
    next: 'See what else we sell, or write to us: we can tell you when it is back.',
  },
  already_owned: {
    title: 'This licence already has this module',
    means: 'It is active. Buying it again would give you nothing.',
    next: 'If your panel does not show it: Main menu → License management → Update license information. Your panel looks by itself only once a day.',
  },
  already_being_bought: {
    title: 'This module is being bought for this licence right now',
    means: 'An order is paid and on its way. A second one is refused so that you do not pay twice.',
    next: 'Open the order page from the mail we sent to the buyer. It shows how far the order is.',
  },
  store_unknown: {
    title: 'There is no shop at this address',
    means: 'The address of the link belongs to no shop of this installation.',
    next: 'Check the address of the shop in the settings of your panel.',
  },
  store_closed: {
    title: 'This shop has not opened yet',
    means: 'It has no price list to sell from.',
    next: 'Come back later, or write to us.',
  },
  too_many: {
    title: 'Too many requests from your address',
    means: 'To keep the shop available, each address may open a limited number of Buy links a minute.',
    next: 'Wait a minute, then press Buy again in your panel.',
  },
} as const satisfies Record<string, Problem>;

export type ProblemKind = keyof typeof PROBLEMS;

/** Whether a text names a kind of problem. */
export function isProblemKind(text: string): text is ProblemKind {
  return Object.hasOwn(PROBLEMS, text);
}
