import { refresh } from 'next/cache';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Actor, StaffActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { staffActor, visitorActor } from './actor.ts';
import type { FormAction, FormState } from './form-state.ts';
import { textsOf } from './texts-of.ts';
import { unexpected } from './unexpected.ts';

type Visitor = Extract<Actor, { kind: 'visitor' }>;

const SHOWN_AGAIN = 2000;

function toShowAgain(texts: Record<string, string>): Record<string, string> {
  const kept = Object.entries(texts).filter(
    ([name, value]) => !name.includes('password') && value.length <= SHOWN_AGAIN,
  );
  return Object.fromEntries(kept);
}

function formAction<A, S extends z.ZodType>(
  resolveActor: () => Promise<A>,
  schema: S,
  run: (actor: A, input: z.output<S>) => Promise<string>,
): FormAction {
  return async (_previous, form): Promise<FormState> => {
    const texts = textsOf(form);
    const values = toShowAgain(texts);
    const refused = (message: string, fields: Record<string, string> = {}): FormState => ({
      status: 'error',
      message,
      fields,
      values,
    });
    try {
      const actor = await resolveActor();
      const input = schema.safeParse(texts);
      if (!input.success) {
        const fields = input.error.issues.map((issue) => [String(issue.path[0] ?? ''), issue.message] as const);
        return refused('Please check what is marked below.', Object.fromEntries(fields.toReversed()));
      }
      return { status: 'done', message: await run(actor, input.data), fields: {}, values: {} };
    } catch (error) {
      unstable_rethrow(error);
      if (error instanceof AppError) {
        return refused(error.message, error.field === undefined ? {} : { [error.field]: error.message });
      }
      return refused(unexpected(error, 'a form could not be handled'));
    }
  };
}

/**
 * A server action for staff: who is not signed in is sent to sign in. `run` gives the sentence to show, or redirects.
 * The page around the form is read again, also after a refusal: what it showed may be the cause.
 */
export function staffAction<S extends z.ZodType>(
  schema: S,
  run: (actor: StaffActor, input: z.output<S>) => Promise<string>,
): FormAction {
  const action = formAction(staffActor, schema, run);
  return async (previous, form) => {
    const state = await action(previous, form);
    refresh();
    return state;
  };
}

/** A server action for anybody. `run` gives the sentence to show, or redirects. */
export function visitorAction<S extends z.ZodType>(
  schema: S,
  run: (actor: Visitor, input: z.output<S>) => Promise<string>,
): FormAction {
  return formAction(visitorActor, schema, run);
}
