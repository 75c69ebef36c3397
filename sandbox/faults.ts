import { namesFunction, type FaultRule } from './fault-rules.ts';
import { isKind } from './kinds.ts';
import type { Sandbox } from './sandbox.ts';

/** The first switch that applies to this call, with its count taken down and saved; null when the call goes well. */
export function chooseFault(sandbox: Sandbox, func: string, submit: boolean): FaultRule | null {
  for (const rule of sandbox.state.faults) {
    if (!applies(rule, func, submit) || sandbox.random() >= rule.probability) continue;
    if (rule.times !== undefined) {
      rule.times -= 1;
      sandbox.save();
    }
    return rule;
  }
  return null;
}

function applies(rule: FaultRule, func: string, submit: boolean): boolean {
  if (rule.times === 0) return false;
  if (!namesFunction(rule.func, func)) return false;
  if (rule.submitOnly && !submit) return false;
  // These have a meaning for some calls only; a rule for '*' must not use up its count on the others.
  if (rule.fault === 'stale-list' || rule.fault === 'duplicate-rows') return isKind(func);
  if (rule.fault === 'low-balance') return submit;
  return true;
}
