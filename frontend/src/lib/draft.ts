/** Drafts, from the token of a preview to what its page shows. */
import type { Api, Wire } from "./api.ts";
import { type Loaded, type LoadedHome, type LoadedPage, loadHome, loadPage } from "./load.ts";
import { type Locale, localeFromLang } from "./locale.ts";
import { type BannerView, bannerView, windowSentences } from "./views/banners.ts";
import type { Sources } from "./views/blocks.ts";
import { type Context, contextOf } from "./views/context.ts";
import { byCategory, type QuestionGroup } from "./views/faq.ts";
import { fundView, type FundView } from "./views/fund.ts";
import { legalDraft, type LegalView } from "./views/legal.ts";
import { today } from "./zone.ts";

type Shown =
  | ({ readonly kind: "home" } & LoadedHome)
  | ({ readonly kind: "page" } & LoadedPage)
  | ({ readonly kind: "banner"; readonly banner: BannerView; readonly sentences: readonly string[] } & LoadedHome)
  | { readonly kind: "legal"; readonly path: string; readonly notice: LegalView }
  | { readonly kind: "question"; readonly group: QuestionGroup }
  | { readonly kind: "article"; readonly article: Wire["HelpArticle"] }
  | { readonly kind: "fund"; readonly fund: FundView };

type From = Sources & { readonly api: Api };
type Draft = Wire["PreviewAnswer"]["draft"];

const TOKEN = /^[\w-]{43}$/;
const GONE = { ok: false, failure: { kind: "notFound" } } as const;

/** The draft for the token in the request's body. */
export async function loadDraft(
  request: Request,
  from: From,
  entry: Locale,
): Promise<Loaded<Shown & { readonly locale: Locale }>> {
  const token = await tokenOf(request);
  const answer = token ? await from.api.preview(token) : GONE;
  if (!answer.ok) return answer;
  const locale = localeFromLang(answer.data.draft.locale ?? "") ?? entry;
  const shown = await shownBy(answer.data.draft, from, contextOf(locale));
  return shown.ok ? { ...shown, locale } : shown;
}

async function tokenOf(request: Request): Promise<string | undefined> {
  const body: unknown = await request.json().catch(() => undefined);
  const token = typeof body === "object" && body !== null && "token" in body ? body.token : undefined;
  return typeof token === "string" && TOKEN.test(token) ? token : undefined;
}

async function shownBy(draft: Draft, from: From, context: Context): Promise<Loaded<Shown>> {
  switch (draft.kind) {
    case "page":
      return draft.payload.pageType === "home"
        ? homeOf(await loadHome(from, context, draft.payload), { kind: "home" })
        : { ok: true, kind: "page", ...(await loadPage(draft.payload, from, context)) };
    case "banner": {
      const banner = bannerView(draft.payload, from.resolve);
      const sentences = windowSentences(draft.payload, context);
      return homeOf(await loadHome(from, context), { kind: "banner", banner, sentences });
    }
    case "legal":
      return {
        ok: true,
        kind: "legal",
        path: `/legal/${draft.payload.kind}`,
        notice: legalDraft(draft.payload, context),
      };
    case "fund": {
      const documentTypes = await from.api.documentTypes();
      const around = { resolve: from.resolve, documentTypes, today: today(), recorded: draft.payload.publication };
      return { ok: true, kind: "fund", fund: fundView(draft.payload, around, context) };
    }
    case "article":
      return { ok: true, kind: "article", article: draft.payload };
    case "question":
      return { ok: true, kind: "question", group: byCategory([draft.payload], context)[0] as QuestionGroup };
  }
}

function homeOf<More extends object>(home: Loaded<LoadedHome>, more: More): Loaded<LoadedHome & More> {
  return home.ok ? { ...home, ...more } : home;
}
