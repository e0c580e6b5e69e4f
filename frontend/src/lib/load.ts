/** What pages that editors write need of the API, gathered for the page and for its preview alike. */
import type { Api, Failure, Wire } from "./api.ts";
import { failureAmong } from "./failure.ts";
import { localeFacts } from "./locale.ts";
import { EVERYTHING } from "./query.ts";
import { type BlockView, blockViews, type Sources } from "./views/blocks.ts";
import { type LocalText, localText } from "./text.ts";
import type { Context } from "./views/context.ts";
import { editedView, type EditedView, type HomeText, type WrittenPage } from "./views/edited.ts";
import { homeView, type HomeView } from "./views/home.ts";
import { latestDocuments, latestNews, type LatestView, ownerOf, SHOWN } from "./views/latest.ts";
import { newsView, type NewsView } from "./views/news.ts";

export type Loaded<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly failure: Failure };

export interface LoadedHome {
  readonly view: HomeView;
  readonly text: HomeText | undefined;
  readonly blocks: readonly BlockView[];
  /** What is new, as far as it could be asked for. */
  readonly latest: readonly LatestView[];
}

export interface LoadedPage {
  readonly page: EditedView;
  readonly news: NewsView | undefined;
}

type From = Sources & { readonly api: Api };

/** The front page; `text` takes the place of what editors published for it. */
export async function loadHome(from: From, context: Context, text?: HomeText): Promise<Loaded<LoadedHome>> {
  const { lang } = localeFacts(context.locale);
  const [status, facets, page, latest] = await Promise.all([
    from.api.status(),
    from.api.facets(EVERYTHING),
    text ? undefined : from.api.page("/", lang),
    loadLatest(from.api, context),
  ]);
  const failure = failureAmong(status, facets);
  if (!status.ok || !facets.ok) return { ok: false, failure: failure ?? { kind: "unavailable" } };
  const written = text ?? (page?.ok ? homeText(page.data) : undefined);
  const blocks = await blockViews(written?.body ?? [], from, context);
  return { ok: true, view: homeView(status.data, facets.data, context), text: written, blocks, latest };
}

async function loadLatest(api: Api, context: Context): Promise<readonly LatestView[]> {
  const { lang } = localeFacts(context.locale);
  const [news, documents] = await Promise.all([api.news(lang, ""), api.latestDocuments(SHOWN)]);
  const newest = documents.ok ? documents.data.results.slice(0, SHOWN) : [];
  const owners = await namesOf([...new Set(newest.map(ownerOf))], api, context);
  const views = [
    news.ok ? latestNews(news.data, context) : undefined,
    documents.ok ? latestDocuments(newest, owners, context) : undefined,
  ];
  return views.filter((view) => view !== undefined);
}

/** What bears each of a few numbers, at once; what can't be asked is missing. */
async function namesOf(numbers: readonly string[], api: Api, { locale }: Context): Promise<Map<string, LocalText>> {
  const answers = await Promise.all(numbers.map((number) => api.resolve(number)));
  return new Map(
    answers.flatMap((answer) => {
      const found = answer.ok ? answer.data.results.find(({ value }) => value === answer.data.id) : undefined;
      return found ? [[found.value, localText(found.name, locale)] as const] : [];
    }),
  );
}

/** A page below the front page, with its list when it is the one above all news. */
export async function loadPage(page: WrittenPage, from: From, context: Context, cursor = ""): Promise<LoadedPage> {
  const { lang } = localeFacts(context.locale);
  const view = await editedView(page, lang, from, context);
  const news = view.listsNews ? await from.api.news(lang, cursor) : undefined;
  return { page: view, news: news?.ok ? newsView(news.data, view.path, context) : undefined };
}

/** Words in another language are no front page: the site has its own in each. */
function homeText({ page, locale, requestedLocale }: Wire["PageAnswer"]): HomeText | undefined {
  return page.pageType === "home" && locale === requestedLocale ? page : undefined;
}
