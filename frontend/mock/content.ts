/** What editors published, and one draft, in miniature. */
import type { components } from "../src/lib/schema.d.ts";
import { FUNDS } from "./fixtures.ts";

type Schemas = components["schemas"];
type Lang = Schemas["PageAnswer"]["locale"];

export const DRAFT_TOKEN = "d".repeat(43);
export const BANNER_TOKEN = "b".repeat(43);
export const FUND_TOKEN = "f".repeat(43);

const SHA = "a".repeat(64);
const texts = <T>(en: T, zh: T): Record<Lang, T> => ({ en, "zh-Hant": zh });
const TITLES = texts("About this repository", "關於本資料庫");

/** Where a page stands that stood elsewhere before. */
export const MOVED: Readonly<Record<string, string>> = { "/who-we-are/": "/about/" };

/** Where editors lead from a path, in every language. */
export function redirects(path: string, locale: Lang): Schemas["RedirectAnswer"] {
  const to: Record<string, string> = { "/bonds/": "/funds?assetClass=Bond", "/week/": "/about/" };
  const window = { shownFrom: null, shownUntil: null };
  const item = { path, locale, to: to[path] ?? "", isPermanent: path !== "/week/", ...window };
  return { locale, items: item.to ? [item] : [], next: null };
}

/** The page at a path; the page about news is there in English only. */
export function page(path: string, locale: Lang): Schemas["PageAnswer"] | undefined {
  if (path === "/about/") return { requestedLocale: locale, locale, page: about(locale) };
  if (path === "/blocks/") return { requestedLocale: locale, locale, page: everyBlock(locale) };
  if (path === "/news/") return { requestedLocale: locale, locale: "en", page: newsIndex() };
  if (path === "/news/hours/") return { requestedLocale: locale, locale: "en", page: newsOfHours() };
  return undefined;
}

export function menu(locale: Lang): Schemas["MenuAnswer"] {
  const items = [{ path: "/about/", title: TITLES[locale], parent: "/" }];
  return { requestedLocale: locale, locale, items };
}

export function banners(locale: Lang): Schemas["BannerAnswer"] {
  const items = [banner("all_pages", texts("Closed on Monday", "星期一休息")[locale])];
  return { locale, items: [...items, banner("fund_page", texts("New documents", "新文件")[locale])] };
}

export function legal(kind: string, locale: Lang): Schemas["LegalAnswer"] | undefined {
  const notice = notices(locale)[0];
  return kind === "terms" && notice ? { requestedLocale: locale, locale, notice } : undefined;
}

export function legalVersions(kind: string, locale: Lang): Schemas["LegalVersionsAnswer"] | undefined {
  return kind === "terms" ? { requestedLocale: locale, locale, items: notices(locale) } : undefined;
}

export function faq(locale: Lang): Schemas["FaqAnswer"] {
  const question = texts("Is it free?", "是否免費？")[locale];
  return { locale, items: [{ questionId: "1", question, answerHtml: "<p>Yes.</p>", category: "general" }] };
}

export function news(locale: Lang): Schemas["NewsAnswer"] {
  const item = { path: "/news/hours/", title: "New hours", summary: "From May.", date: "2026-04-01" };
  return { locale, items: [{ ...item, category: "notice" }], next: null };
}

/** The draft behind a token. */
export function preview(token: unknown): Schemas["PreviewAnswer"] | undefined {
  const draft = { ...about("zh-Hant"), title: "尚未公開的標題" };
  if (token === DRAFT_TOKEN) return { draft: { kind: "page", locale: "zh-Hant", payload: draft } };
  if (token === FUND_TOKEN) return { draft: { kind: "fund", locale: null, payload: draftedFund() } };
  const payload = { ...banner("home_top", "Not announced yet"), shownUntil: "2026-12-24T04:00:00Z" };
  return token === BANNER_TOKEN ? { draft: { kind: "banner", locale: "en", payload } } : undefined;
}

/** A fund with words that nobody else has seen. */
function draftedFund(): Schemas["FundDetail"] {
  const [fund] = FUNDS;
  return { ...(fund as Schemas["FundDetail"]), editorial: { summary: { en: "<p>Not announced yet.</p>" } } };
}

function about(locale: Lang): Schemas["PublicContentPage"] {
  return {
    ...common(locale, "/about/", TITLES[locale]),
    pageType: "content",
    summary: texts("Who keeps it, and why.", "由誰管理，為何而設。")[locale],
    body: [
      { type: "richText", html: '<p>We keep a <a href="/funds">record</a>.</p>' },
      { type: "fundList", heading: "", fundIds: ["DEM00001", "GONE0001"], filters: [], limit: 10 },
      { type: "documentList", heading: "Prospectus", fundId: "DEM00018", documentTypes: ["PR"] },
      { type: "hologram" } as unknown as Schemas["RichTextBlock"],
    ],
  };
}

/** A page with each kind of block that there is. */
function everyBlock(locale: Lang): Schemas["PublicContentPage"] {
  const answerHtml = "<p>Yes, and it stays so.</p>";
  const srcset = [320, 640].map((width) => ({ src: "/media/hall.svg", width }));
  return {
    ...common(locale, "/blocks/", "Every kind of block"),
    pageType: "content",
    summary: "",
    body: [
      { type: "richText", html: "<h2>Words</h2><ul><li>one</li><li>two</li></ul>" },
      { type: "image", caption: "The reading room", picture: { src: "/media/hall.svg", srcset, ...HALL } },
      { type: "callOut", tone: "warning", heading: "Beware of copies", html: "<p>We never call you.</p>" },
      { type: "accordion", heading: "Questions", items: [{ question: "Is it free?", answerHtml }] },
      { type: "table", caption: "Fees", headings: ["Step", "HKD"], numeric: [false, true], rows: [["Entry", "0"]] },
      { type: "fundList", heading: "Funds", fundIds: ["DEM00001"], filters: [], limit: 10 },
      { type: "documentList", heading: "Prospectus", fundId: "DEM00018", documentTypes: ["PR"] },
      { type: "contact", role: "Enquiries", name: "Front desk", ...DESK },
    ],
  };
}

const HALL = { width: 640, height: 360, alt: "A long room with shelves on both sides" };
const DESK = { email: "desk@funds.example", telephone: "+852 2345 6789", address: ["1 Harbour Road", "Hong Kong"] };
/** The bytes of the one picture. */
export const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><path fill="#7a9" d="M0 0h16v9H0z"/></svg>';

function newsOfHours(): Schemas["PublicNewsPage"] {
  const dated = { pageType: "news", date: "2026-04-01", category: "notice", summary: "From May." } as const;
  return {
    ...common("en", "/news/hours/", "New hours"),
    ...dated,
    body: [{ type: "richText", html: "<p>9 to 5.</p>" }],
  };
}

function newsIndex(): Schemas["PublicNewsIndexPage"] {
  return { ...common("en", "/news/", "News"), pageType: "newsIndex", summary: "", body: [] };
}

function common(locale: Lang, path: string, title: string) {
  const breadcrumbs = [{ text: "Home", href: locale === "en" ? "/" : "/zh-hant/" }];
  const plain = { seoTitle: "", description: "", translations: [], publishedAt: "2026-04-01T00:00:00Z" };
  return { ...plain, pageId: path, path, locale, title, breadcrumbs };
}

function banner(position: Schemas["Banner"]["position"], title: string): Schemas["Banner"] {
  const window = { shownFrom: null, shownUntil: null };
  return { bannerId: title, position, title, text: "", link: null, picture: null, priority: 1, ...window };
}

function notices(locale: Lang): Schemas["LegalNotice"][] {
  const notice = { kind: "terms" as const, locale, html: "<p>Fair use.</p>", textSha256: SHA, mustBeAccepted: false };
  const title = texts("Terms of use", "使用條款")[locale];
  return [
    { ...notice, title, version: "2", effectiveFrom: "2026-04-01" },
    { ...notice, title, version: "1", effectiveFrom: "2026-01-01", textSha256: "b".repeat(64), html: "<p>Old.</p>" },
  ];
}
