import { z } from 'zod';
import { faultRuleSchema } from '../fault-rules.ts';
import type { Sandbox } from '../sandbox.ts';

/** Replaces all fault switches; throws `ZodError` before anything is changed. */
export function replaceFaults(sandbox: Sandbox, input: unknown): void {
  sandbox.state.faults = z.array(faultRuleSchema).max(100).parse(input);
  sandbox.save();
}

/** What the control page's forms do: `action=add` (default), `remove` with `index`, or `clear`. */
export function changeFaultsByForm(sandbox: Sandbox, form: URLSearchParams): void {
  const { faults } = sandbox.state;
  switch (form.get('action') ?? 'add') {
    case 'clear':
      return replaceFaults(sandbox, []);
    case 'remove':
      return replaceFaults(
        sandbox,
        faults.filter((_rule, index) => String(index) !== form.get('index')),
      );
    default:
      return replaceFaults(sandbox, [...faults, ruleFromForm(form)]);
  }
}

function ruleFromForm(form: URLSearchParams): Record<string, unknown> {
  const rule: Record<string, unknown> = { submitOnly: form.get('submitOnly') === 'on' };
  for (const name of ['func', 'fault', 'type', 'object', 'message']) {
    const value = (form.get(name) ?? '').trim();
    if (value !== '') rule[name] = value;
  }
  for (const name of ['probability', 'times', 'delayMs', 'staleMs']) {
    const value = (form.get(name) ?? '').trim();
    if (value !== '') rule[name] = Number(value);
  }
  return rule;
}
