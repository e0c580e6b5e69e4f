import type { Wire } from "../api.ts";
import type { Context } from "./context.ts";

export interface QuestionGroup {
  readonly heading: string;
  readonly items: readonly Wire["FrequentQuestion"][];
}

/** The questions below the names of their categories, in the order of the API. */
export function byCategory(questions: readonly Wire["FrequentQuestion"][], { t }: Context): readonly QuestionGroup[] {
  const categories = [...new Set(questions.map(({ category }) => category))];
  return categories.map((category) => ({
    heading: t.maybe(`faq.category.${category}`) ?? category,
    items: questions.filter((question) => question.category === category),
  }));
}
