/** Articles of the knowledge base, and what readers say of them. */
import { type Client, failed, type Result, settle } from "../client.ts";
import type { LocaleFacts } from "../locale.ts";
import type { components } from "../schema";

type Schemas = components["schemas"];
type Lang = LocaleFacts["lang"];

export interface HelpCalls {
  help(lang: Lang, words: string): Promise<Result<Schemas["HelpList"]>>;
  helpArticle(slug: string, lang: Lang): Promise<Result<Schemas["HelpAnswer"]>>;
  /** Counts one reader's word; of the reader nothing is sent. */
  sayHelpful(slug: string, lang: Lang, isHelpful: boolean): Promise<Result<Schemas["FeedbackKept"]>>;
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const helpCalls = (client: Client): HelpCalls => ({
  help: (locale, search) =>
    settle(client.GET("/api/v1/help/", { params: { query: { locale, ...(search ? { search } : {}) } } })),
  helpArticle: async (article, locale) =>
    SLUG.test(article)
      ? settle(client.GET("/api/v1/help/{article}/", { params: { path: { article }, query: { locale } } }))
      : failed("notFound"),
  sayHelpful: async (article, locale, isHelpful) =>
    SLUG.test(article)
      ? settle(
          client.POST("/api/v1/help/{article}/feedback/", {
            params: { path: { article }, query: { locale } },
            body: { isHelpful },
          }),
        )
      : failed("notFound"),
});
