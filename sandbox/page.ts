import type { Answer } from './answer.ts';
import { html, type Html } from './html.ts';

/** A page's frame: navigation, one heading, and what is on it. */
export type Page = { title: string; lead: Html; content: Html; current: string };

const LINKS = [
  ['/', 'Sandbox'],
  ['/control', 'Control'],
  ['/panel', 'Panel'],
] as const;

const POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The whole document, with a policy that lets nothing in but the sandbox's own stylesheet. */
export function pageAnswer({ title, lead, content, current }: Page, status = 200): Answer {
  const links = LINKS.map(([href, label]) =>
    href === current ? html`<a href="${href}" aria-current="page">${label}</a>` : html`<a href="${href}">${label}</a>`,
  );
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · sandbox upstream</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/sandbox.css" />
      </head>
      <body>
        <header class="bar">
          <nav aria-label="Sandbox">${links}</nav>
          <p>Not the real supplier. No money moves here.</p>
        </header>
        <main>
          <h1>${title}</h1>
          <p class="lead">${lead}</p>
          ${content}
        </main>
      </body>
    </html> `;
  return {
    drop: false,
    status,
    contentType: 'text/html; charset=utf-8',
    body: document.text,
    headers: {
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    },
  };
}

/** A column's heading; figures stand to the right. */
export type Column = { name: string; number?: boolean };

/**
 * A table that scrolls inside its own box, reachable by keyboard; `empty` stands in when there are no rows.
 * A `long` one is a record that also scrolls up and down, a `middle` one a short list with buttons.
 */
export function tableBox(
  label: string,
  columns: readonly Column[],
  rows: readonly Html[],
  empty: string,
  kind: 'long' | 'middle' = 'long',
): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  const heads = columns.map(
    ({ name, number = false }) => html`<th scope="col" ${number && html` class="number"`}>${name}</th>`,
  );
  return html`<div class="box ${kind}" role="region" tabindex="0" aria-label="${label}, table">
    <table>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** An instant to the second, in UTC. */
export function timeOf(instant: string): Html {
  return html`<time datetime="${instant}">${instant.slice(0, 19).replace('T', ' ')}</time>`;
}
