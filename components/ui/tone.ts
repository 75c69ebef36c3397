import type { IconName } from './icon.tsx';

/** The four meanings of a status, and none. */
export type Tone = 'good' | 'waiting' | 'attention' | 'danger' | 'neutral';

export const TONE_TEXT = {
  good: 'text-good',
  waiting: 'text-waiting',
  attention: 'text-attention',
  danger: 'text-danger',
  neutral: 'text-muted',
} as const satisfies Record<Tone, string>;

export const TONE_FILL = {
  good: 'bg-good-soft text-good',
  waiting: 'bg-waiting-soft text-waiting',
  attention: 'bg-attention-soft text-attention',
  danger: 'bg-danger-soft text-danger',
  neutral: 'bg-sunken text-muted',
} as const satisfies Record<Tone, string>;

export const TONE_ICON = {
  good: 'check',
  waiting: 'clock',
  attention: 'warning',
  danger: 'warning',
  neutral: 'ring',
} as const satisfies Record<Tone, IconName>;
