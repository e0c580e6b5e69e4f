import { type Markup, markup } from "../../lib/markup.ts";
import type { Fact } from "../../lib/views/facts.ts";
import { local } from "../Local/local.ts";

export interface Props {
  readonly facts: readonly Fact[];
}

const STEPS = [1, 2, 3, 4, 5];

/** What is asked first of a fund, large. */
export function keyFacts({ facts }: Props): Markup {
  return markup`<dl class="key-facts">${facts.map(keyFact)}</dl>`;
}

const keyFact = ({ term, values, note, level }: Fact): Markup => markup`
  <div>
    <dt>${term}</dt>
    <dd>
      <span class="key-facts__value">${values.map(local)}</span>
      ${level !== undefined && scale(level)}
      ${note && markup`<span class="soft">${note}</span>`}
    </dd>
  </div>`;

function scale(level: number): Markup {
  const step = (n: number) =>
    markup`<rect${n <= level && markup` class="on"`} x="${(n - 1) * 9}" y="0" width="8" height="8"></rect>`;
  return markup`
    <svg class="key-facts__scale" viewBox="0 0 44 8" width="44" height="8" aria-hidden="true" focusable="false">
      ${STEPS.map(step)}
    </svg>`;
}
