/** One state of a component: its props, and what a visitor must and must not find in it. */
export interface Example {
  readonly title: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** Pieces of the markup, entities as HTML writes them. */
  readonly shows: readonly string[];
  readonly hides?: readonly string[];
}
