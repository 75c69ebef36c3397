import { html } from './html.ts';
import type { Page } from './page.ts';

/** What a browser sees that comes without a function. */
export function indexPage(shopUrl: string): Page {
  return {
    title: 'Sandbox upstream',
    lead: html`A stand-in for the supplier’s BILLmanager, with its own state, its own ledger, and switches to make it
    misbehave.`,
    content: html`<ul class="doors">
        <li>
          <a href="/control">Control</a
          ><span>Balance, settings, fault switches, services, ledger, and the last calls.</span>
        </li>
        <li>
          <a href="/panel">Panel</a
          ><span>The module page of an ispmanager panel, with the prices of the shop at ${shopUrl}.</span>
        </li>
      </ul>
      <p class="note">
        Programs call <code>/billmgr?func=…</code>, here or on <code>/</code> and <code>/manager/billmgr</code>.
      </p>`,
    current: '/',
  };
}
