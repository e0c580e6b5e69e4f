import type { Wire } from "../api.ts";
import { cursorOf } from "../query.ts";
import { sitePath } from "./addresses.ts";
import type { Context } from "./context.ts";

export interface NewsView {
  readonly items: readonly {
    readonly href: string;
    readonly title: string;
    readonly summary: string;
    readonly date: string;
    readonly day: string;
    readonly category: string;
  }[];
  readonly more?: string;
}

/** One page of the news that stand below `path`. */
export function newsView(answer: Wire["NewsAnswer"], path: string, { t, f, href }: Context): NewsView {
  const cursor = cursorOf(answer.next);
  return {
    items: answer.items.map(({ path: place, title, summary, date, category }) => ({
      href: href(sitePath(place)),
      title,
      summary,
      date: f.date(date),
      day: date,
      category: t(`news.category.${category}`),
    })),
    ...(cursor ? { more: `${href(path)}?cursor=${encodeURIComponent(cursor)}` } : {}),
  };
}
