import type { Wire } from "../api.ts";
import type { Context } from "./context.ts";

export interface MessageView {
  readonly who: string;
  readonly time: string;
  readonly text: string;
  readonly isOurs: boolean;
}

export interface SupportView {
  readonly number: string;
  readonly state: string;
  readonly opened: string;
  /** What it is about: a fund with its page, or a document. */
  readonly about: { readonly text: string; readonly href: string } | undefined;
  readonly messages: readonly MessageView[];
  readonly canReply: boolean;
  readonly isErased: boolean;
}

/** One request as whoever asked sees it. */
export function supportView(request: Wire["SupportState"], context: Context): SupportView {
  const { t, f } = context;
  const { number, state, openedAt, messages, canReply, isErased } = request;
  const views = messages.map(({ at, fromSupport, text }) => ({
    who: fromSupport ? t("support.we") : t("support.you"),
    time: f.time(at),
    text,
    isOurs: fromSupport,
  }));
  const opened = t("support.opened", { time: f.time(openedAt) });
  const about = aboutOf(request, context);
  return { number, state: t(`support.state.${state}`), opened, about, messages: views, canReply, isErased };
}

function aboutOf({ fundId, documentSha256 }: Wire["SupportState"], { href }: Context): SupportView["about"] {
  if (fundId) return { text: fundId, href: href(`/funds/${fundId}`) };
  return documentSha256 ? { text: documentSha256, href: href(`/documents/${documentSha256}`) } : undefined;
}
