import type { Wire } from "../api.ts";
import { localeFromLang } from "../locale.ts";
import type { Context } from "./context.ts";

export interface HelpLine {
  readonly title: string;
  readonly summary: string;
  readonly href: string;
  /** Set where the article isn't in the language of the page. */
  readonly lang?: string;
}

export interface HelpGroup {
  readonly heading: string;
  readonly lines: readonly HelpLine[];
}

export interface HelpArticleView extends HelpLine {
  readonly html: string;
  readonly category: string;
  /** When this wording was approved; nothing in a draft. */
  readonly approved: string | undefined;
}

/** The articles below the names of their categories, in the order of the API. */
export function helpGroups(items: readonly Wire["HelpItem"][], context: Context): readonly HelpGroup[] {
  const categories = [...new Set(items.map(({ category }) => category))];
  return categories.map((category) => ({
    heading: categoryName(category, context),
    lines: items.filter((item) => item.category === category).map((item) => helpLine(item, context)),
  }));
}

/** What was found, the best first. */
export function helpLine(item: Wire["HelpItem"], { locale, href }: Context): HelpLine {
  const { title, summary, slug } = item;
  const own = localeFromLang(item.locale) === locale;
  return { title, summary, href: href(`/help/${slug}`), ...(own ? {} : { lang: item.locale }) };
}

export function helpArticle(article: Wire["HelpArticle"], context: Context): HelpArticleView {
  const { t, f } = context;
  const approved = article.publishedAt ? t("help.approved", { day: f.date(article.publishedAt) }) : undefined;
  return {
    ...helpLine(article, context),
    html: article.html,
    category: categoryName(article.category, context),
    approved,
  };
}

const categoryName = (category: string, { t }: Context): string => t.maybe(`help.category.${category}`) ?? category;
