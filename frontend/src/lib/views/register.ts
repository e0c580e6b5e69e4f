import type { Wire } from "../api.ts";
import type { SearchQuery } from "../query.ts";
import { english, type LocalText, localText } from "../text.ts";
import type { Context } from "./context.ts";
import { type PageLinks, pageLinks } from "./results.ts";
import { statusView, type StatusView } from "./status.ts";

export interface RegisterRow {
  readonly fundId: string;
  readonly href: string;
  readonly name: LocalText;
  readonly house: LocalText;
  readonly status: StatusView;
  readonly date?: string;
  readonly isins: readonly string[];
  readonly moreIsins?: string;
}

export interface RegisterView {
  readonly total: string;
  readonly rows: readonly RegisterRow[];
  readonly pages: PageLinks;
}

const ISINS_SHOWN = 3;

/** What the register of deauthorised funds asks the API for. */
export function registerQuery(search: SearchQuery): SearchQuery {
  return { ...search, filters: { authorisationStatus: ["deauthorised", "terminated"] }, days: {}, sort: undefined };
}

/** One page of the register. `asked` is the visitor's own search, without the register's filter. */
export function registerView(list: Wire["FundList"], asked: SearchQuery, context: Context): RegisterView {
  const { t, f, href } = context;
  const { value, relation } = list.total;
  const count = f.count(value);
  return {
    total: relation === "gte" ? t("search.totalMore", { count }) : t.plural("deauth.total", value, count),
    rows: list.results.map((fund) => registerRow(fund, context)),
    pages: pageLinks(list, href("/deauthorised"), { ...asked, filters: {}, days: {}, sort: undefined }),
  };
}

function registerRow(fund: Wire["FundSummary"], { t, f, locale, href }: Context): RegisterRow {
  const more = fund.isins.length - ISINS_SHOWN;
  return {
    fundId: fund.fundId,
    href: href(`/funds/${fund.fundId}`),
    name: localText(fund.legalFundNameOnly, locale),
    house: fund.fundGroupName ? localText(fund.fundGroupName, locale) : english(fund.manCo, locale),
    status: statusView(fund.authorisationStatus, t),
    ...(fund.deauthorisationDate ? { date: f.date(fund.deauthorisationDate) } : {}),
    isins: fund.isins.slice(0, ISINS_SHOWN),
    ...(more > 0 ? { moreIsins: t("deauth.moreIsins", { count: f.count(more) }) } : {}),
  };
}
