import type { Wire } from "../api.ts";
import { type BlockView, blockViews, type Sources } from "./blocks.ts";
import { sitePath } from "./addresses.ts";
import type { Context } from "./context.ts";
import type { LocalText } from "../text.ts";

type AnyPage = Wire["PageAnswer"]["page"];
export type HomeText = Extract<AnyPage, { pageType: "home" }>;
export type WrittenPage = Exclude<AnyPage, HomeText>;

export interface EditedView {
  readonly path: string;
  readonly title: string;
  readonly seoTitle: string;
  readonly description: string;
  readonly summary: string;
  /** Set where the page isn't in the language of the site around it. */
  readonly lang?: string;
  readonly crumbs: readonly { readonly text: LocalText; readonly href: string }[];
  /** Of news: its day and whether it is a notice. */
  readonly dated?: { readonly day: string; readonly date: string; readonly category: string };
  readonly blocks: readonly BlockView[];
  readonly listsNews: boolean;
}

/** A page that editors wrote. The front page, with which its breadcrumbs begin, is left to the site's own. */
export async function editedView(
  page: WrittenPage,
  requested: string,
  sources: Sources,
  context: Context,
): Promise<EditedView> {
  return {
    path: sitePath(page.path),
    title: page.title,
    seoTitle: page.seoTitle || page.title,
    description: page.description || page.summary,
    summary: page.summary,
    ...(page.locale === requested ? {} : { lang: page.locale }),
    crumbs: page.breadcrumbs.slice(1).map(({ text, href }) => ({ text: { text }, href: sitePath(href) })),
    ...(page.pageType === "news" ? { dated: dated(page, context) } : {}),
    blocks: await blockViews(page.body, sources, context),
    listsNews: page.pageType === "newsIndex",
  };
}

/** A draft may not have its day yet. */
function dated({ date, category }: Pick<Wire["NewsItem"], "date" | "category">, { t, f }: Context) {
  const day: string | null = date;
  return { day: day ?? "", date: day ? f.date(day) : "–", category: t(`news.category.${category}`) };
}
