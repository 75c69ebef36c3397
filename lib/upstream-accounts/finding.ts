import { z } from 'zod';

const findingSchema = z.object({
  /** What was looked at. */
  topic: z.enum(['address', 'login', 'second_factor', 'password', 'currency', 'balance', 'functions', 'prices']),
  state: z.enum(['good', 'warning', 'bad']),
  /** What was seen, one sentence or two. */
  text: z.string(),
  /** What to do about it; null: nothing. */
  cure: z.string().nullable(),
});

/** One thing that a connection check saw. `bad` keeps the account from working, `warning` does not yet. */
export type Finding = Readonly<z.infer<typeof findingSchema>>;

/** What a finding is about. */
export type Topic = Finding['topic'];

const storedSchema = z.object({ findings: z.array(findingSchema) });

/** Nothing to do. */
export function good(topic: Topic, text: string): Finding {
  return { topic, state: 'good', text, cure: null };
}

/** Works, but somebody should look. */
export function warning(topic: Topic, text: string, cure: string): Finding {
  return { topic, state: 'warning', text, cure };
}

/** Keeps the account from working. */
export function bad(topic: Topic, text: string, cure: string): Finding {
  return { topic, state: 'bad', text, cure };
}

/** The findings of a stored check; null when they have another form. */
export function readFindings(stored: unknown): readonly Finding[] | null {
  const parsed = storedSchema.safeParse(stored);
  return parsed.success ? parsed.data.findings : null;
}
