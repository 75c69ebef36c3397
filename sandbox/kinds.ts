/** What the supplier sells to resellers (protocol.md 7); each kind has functions and a list of its own. */
export const KINDS = ['addition', 'softexternal', 'platform', 'soft'] as const;

export type Kind = (typeof KINDS)[number];

/** `itemtype_info` of price lists. The ids are made up but for `soft`, which a public fixture shows. */
export const ITEM_TYPES = {
  addition: { id: '9', name: 'ispmanager modules' },
  softexternal: { id: '8', name: 'Third-party licences' },
  platform: { id: '10', name: 'Platforms' },
  soft: { id: '7', name: 'Licences' },
} as const satisfies Record<Kind, { id: string; name: string }>;

export function isKind(text: string): text is Kind {
  return KINDS.some((kind) => kind === text);
}
