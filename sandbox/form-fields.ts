import { html, type Html } from './html.ts';

type Field = { name: string; label: string; hint?: string; id?: string };
type TextField = Field & {
  value: string;
  type?: 'text' | 'number';
  min?: string;
  max?: string;
  step?: string;
  pattern?: string;
};
type Choice = readonly [value: string, label: string];

/** A labelled text or number field. */
export function textField(field: TextField): Html {
  const { name, label, value, type = 'text', min, max, step, pattern, id = name } = field;
  const limits = Object.entries({ min, max, step, pattern }).map(([key, limit]) =>
    limit === undefined ? html`` : html` ${key}="${limit}"`,
  );
  return html`<div>
    <label for="${id}">${label}</label>
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="off"
      ${limits}${describedBy(field)}
    />${hintOf(field)}
  </div>`;
}

/** A labelled choice. */
export function selectField(field: Field & { choices: readonly Choice[]; selected: string; wide?: boolean }): Html {
  const { name, label, choices, selected, wide = false, id = name } = field;
  const options = choices.map(
    ([value, text]) => html`<option value="${value}" ${value === selected && html` selected`}>${text}</option>`,
  );
  return html`<div class="${wide ? 'span-two' : 'span-one'}">
    <label for="${id}">${label}</label>
    <select id="${id}" name="${name}" ${describedBy(field)}>
      ${options}</select
    >${hintOf(field)}
  </div>`;
}

/** A labelled tick box. */
export function checkField({ name, label, id = name }: Field): Html {
  return html`<div class="check">
    <input id="${id}" name="${name}" type="checkbox" /><label for="${id}">${label}</label>
  </div>`;
}

function describedBy({ name, hint, id = name }: Field): Html {
  return hint === undefined ? html`` : html` aria-describedby="${id}-hint"`;
}

function hintOf({ name, hint, id = name }: Field): Html {
  return hint === undefined ? html`` : html`<span class="hint" id="${id}-hint">${hint}</span>`;
}
