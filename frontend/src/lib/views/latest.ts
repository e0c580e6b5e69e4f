/** What is new, for the front page: notices and documents, each with its day. */
import type { Wire } from "../api.ts";
import { type LocalText, localText, plain } from "../text.ts";
import { sitePath } from "./addresses.ts";
import type { Context } from "./context.ts";

export interface LatestView {
  readonly title: string;
  readonly items: readonly {
    readonly href: string;
    readonly text: LocalText;
    readonly day: string;
    readonly date: string;
    /** Whose it is, or what kind of news. */
    readonly about: LocalText;
  }[];
  readonly more?: { readonly href: string; readonly text: string };
}

export const SHOWN = 5;
const NEWS = "/news";

/** The newest news, if there is any; the page of all of it is the one that editors keep at `/news`. */
export function latestNews({ items }: Wire["NewsAnswer"], { t, f, href }: Context): LatestView | undefined {
  if (items.length === 0) return undefined;
  return {
    title: t("latest.news"),
    items: items.slice(0, SHOWN).map(({ path, title, date, category }) => ({
      href: href(sitePath(path)),
      text: plain(title),
      ...{ day: date, date: f.shortDate(date), about: plain(t(`news.category.${category}`)) },
    })),
    more: { href: href(NEWS), text: t("latest.moreNews") },
  };
}

/** Whose a document is: the first of what it is for, by the number that the API resolves. */
export const ownerOf = ({ appliesTo }: Wire["DocumentPublication"]): string => appliesTo[0]?.id ?? "";

/** The newest documents, by the day on which they became public here; an owner without a known name shows its number. */
export function latestDocuments(
  documents: readonly Wire["DocumentPublication"][],
  owners: ReadonlyMap<string, LocalText>,
  { locale, t, f, href }: Context,
): LatestView | undefined {
  if (documents.length === 0) return undefined;
  return {
    title: t("latest.documents"),
    items: documents.slice(0, SHOWN).map((document) => ({
      href: href(`/documents/${document.sha256}`),
      text: localText(document.title, locale),
      day: document.publicationDate,
      date: f.shortDate(document.publicationDate),
      about: owners.get(ownerOf(document)) ?? plain(ownerOf(document)),
    })),
  };
}
