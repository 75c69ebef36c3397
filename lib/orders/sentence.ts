/** How a line of a story is meant. */
export type Tone = 'neutral' | 'good' | 'waiting' | 'attention' | 'danger';

/** What a line of a story says, and how it is meant. */
export type Sentence = { readonly sentence: string; readonly tone: Tone };
