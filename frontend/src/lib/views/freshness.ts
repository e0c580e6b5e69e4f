import type { Wire } from "../api.ts";
import type { Context } from "./context.ts";

export interface FreshnessView {
  readonly headline: string;
  readonly detail?: string;
}

/** How old the data is, and where it came from. */
export function freshnessView(status: Wire["Status"], { t, f }: Context): FreshnessView {
  const delivery = status.lastDelivery;
  if (delivery === null) return { headline: t("fresh.none") };
  return {
    headline: t("fresh.asOf", { date: f.date(delivery.contentDate ?? delivery.appliedAt) }),
    detail: t("fresh.detail", {
      provider: delivery.providerName,
      delivery: delivery.deliveryId,
      time: f.time(delivery.appliedAt),
    }),
  };
}
