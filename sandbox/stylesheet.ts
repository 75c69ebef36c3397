/** The one stylesheet of the sandbox's pages: light and dark by the system's choice, no script, no outside file. */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --ground: oklch(0.982 0.003 235);
  --surface: oklch(1 0 0);
  --text: oklch(0.25 0.014 240);
  --muted: oklch(0.47 0.016 240);
  --line: oklch(0.89 0.007 240);
  --control-line: oklch(0.6 0.016 240);
  --accent: oklch(0.44 0.078 195);
  --on-accent: oklch(0.99 0 0);
  --good: oklch(0.45 0.1 150);
  --waiting: oklch(0.47 0.09 75);
  --danger: oklch(0.48 0.17 26);
  --danger-ground: oklch(0.965 0.018 20);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: oklch(0.185 0.011 240);
    --surface: oklch(0.222 0.012 240);
    --text: oklch(0.93 0.006 240);
    --muted: oklch(0.735 0.013 240);
    --line: oklch(0.33 0.014 240);
    --control-line: oklch(0.58 0.016 240);
    --accent: oklch(0.79 0.095 190);
    --on-accent: oklch(0.2 0.03 195);
    --good: oklch(0.8 0.12 152);
    --waiting: oklch(0.82 0.11 82);
    --danger: oklch(0.78 0.12 22);
    --danger-ground: oklch(0.28 0.05 22);
  }
}
*, ::before, ::after { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
.bar, main { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
.bar {
  display: flex; flex-wrap: wrap; gap: 4px 24px; justify-content: space-between; align-items: center;
  padding-top: 12px; padding-bottom: 12px; font-size: 13px; color: var(--muted);
}
.bar p { margin: 0; }
nav { display: flex; gap: 4px; margin-left: -8px; }
nav a { padding: 4px 8px; border-radius: 6px; color: var(--muted); text-decoration: none; }
nav a:hover { color: var(--text); }
nav a[aria-current] { color: var(--text); background: var(--line); }
main { padding-bottom: 40px; }
h1 { font-size: 28px; line-height: 1.2; font-weight: 600; letter-spacing: -0.01em; margin: 24px 0 4px; }
h2 { font-size: 16px; font-weight: 600; margin: 0; }
.lead { margin: 0 0 24px; color: var(--muted); max-width: 64ch; }
section { margin-top: 40px; }
section > p { margin: 4px 0 0; color: var(--muted); max-width: 72ch; }
.heading { display: flex; flex-wrap: wrap; gap: 8px 16px; justify-content: space-between; align-items: baseline; }
a { color: var(--accent); text-underline-offset: 2px; }
code, .code { font: 13px/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(136px, 1fr)); gap: 16px 24px; margin: 0; }
.figures dt { font-size: 13px; color: var(--muted); }
.figures dd { margin: 0; font-size: 20px; font-variant-numeric: tabular-nums; }
section > .notice { margin: 12px 0 0; color: var(--danger); max-width: none; }
.lines { display: block; white-space: pre-line; }
.alarm { color: var(--danger); }
.notice {
  margin: 0 0 24px; padding: 12px 16px; border-radius: 8px; overflow-wrap: anywhere;
  background: var(--danger-ground); color: var(--danger); border: 1px solid currentColor;
}

.card { margin-top: 12px; padding: 16px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 208px), 1fr)); gap: 16px; }
.wide { grid-column: 1 / -1; }
label, .hint { display: block; font-size: 13px; }
label { font-weight: 500; margin-bottom: 4px; }
.hint { color: var(--muted); margin-top: 4px; }
.check { display: flex; gap: 8px; align-items: center; align-self: end; min-height: 36px; }
.check label { margin: 0; font-weight: 400; }
input, select {
  width: 100%; min-height: 36px; padding: 6px 10px; font: inherit; color: var(--text);
  background: var(--ground); border: 1px solid var(--control-line); border-radius: 6px;
}
input[type="checkbox"] { width: 16px; min-height: 16px; accent-color: var(--accent); }
button, .button {
  display: inline-block; min-height: 36px; padding: 7px 14px; font: inherit; font-weight: 500; line-height: 20px; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 6px; text-decoration: none;
}
.quiet { color: var(--text); background: transparent; border-color: var(--control-line); }
.small { min-height: 28px; padding: 3px 10px; font-size: 13px; }
.span-two { grid-column: span 2; }
.actions { display: flex; align-items: center; flex-wrap: wrap; gap: 8px; margin-top: 16px; }
details { margin-top: 16px; }
summary { cursor: pointer; color: var(--muted); font-size: 13px; width: fit-content; }
details > .fields, details > form { margin-top: 12px; }

.box { position: relative; margin-top: 12px; overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.box.long { max-height: 640px; overflow-y: auto; }
.box.long table { min-width: 720px; }
.middle thead th, .middle tbody .status { white-space: normal; }
.middle td, .middle tbody th { vertical-align: middle; }
table { width: 100%; border-collapse: collapse; font-size: 13px; line-height: 1.35; font-variant-numeric: tabular-nums; }
th, td { padding: 8px 12px; text-align: left; vertical-align: top; }
th { color: var(--muted); font-weight: 500; white-space: nowrap; border-bottom: 1px solid var(--line); }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody th { color: inherit; border-bottom: 0; white-space: normal; }
tbody th > span { font-weight: 400; }
td.code, td.number, td time, .together { white-space: nowrap; }
td.name { min-width: 168px; }
td.code { line-height: 1.35; overflow-wrap: normal; }
.number { text-align: right; }
th.number { text-align: right; }
.muted { color: var(--muted); }
.double { background: var(--danger-ground); color: var(--danger); }
.double .muted, .double .status { color: inherit; }
.status { white-space: nowrap; }
.status::before { content: "●"; margin-right: 6px; font-size: 10px; vertical-align: 1px; }
.is-active { color: var(--good); }
.is-processing, .is-ordered { color: var(--waiting); }
.is-processing::before { content: "◐"; }
.is-ordered::before { content: "○"; }
.is-suspended, .is-refused { color: var(--danger); }
.is-suspended::before { content: "■"; }
.is-refused::before { content: "✕"; }
.is-deleted { color: var(--muted); }
.is-deleted::before { content: "–"; }
.empty { margin: 12px 0 0; padding: 16px; color: var(--muted); border: 1px dashed var(--line); border-radius: 8px; max-width: none; }
.note { margin-top: 24px; font-size: 13px; color: var(--muted); }
.doors { list-style: none; margin: 0; padding: 0; display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); }
.doors li { padding: 16px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.doors a { display: block; font-size: 16px; font-weight: 600; }
.doors span { color: var(--muted); overflow-wrap: anywhere; }
.licence { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; }
.licence > div { flex: 1 1 160px; max-width: 240px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 560px) {
  .span-two { grid-column: auto; }
  .licence > div { max-width: none; flex-basis: 100%; }
  .bar, main { padding-left: 16px; padding-right: 16px; }
  section { margin-top: 32px; }
  th, td { padding: 8px; }
}
`;
