import type { Wire } from "../api.ts";
import { type PictureView, pictureView } from "./blocks.ts";
import type { Context } from "./context.ts";

export type Place = Wire["Banner"]["position"];

export interface BannerView {
  readonly title: string;
  readonly text: string;
  readonly link?: { readonly text: string; readonly href: string };
  readonly picture?: PictureView;
}

const MAINTENANCE = "maintenance-";

/** Maintenance stands apart: what is said of it stays true on a page that stands in while nothing answers. */
export function splitBanners(banners: readonly Wire["Banner"][]): Record<"maintenance" | "others", Wire["Banner"][]> {
  const isMaintenance = ({ bannerId }: Wire["Banner"]) => bannerId.startsWith(MAINTENANCE);
  return { maintenance: banners.filter(isMaintenance), others: banners.filter((banner) => !isMaintenance(banner)) };
}

/** The banners of some places, in the API's order. */
export function bannerViews(
  banners: readonly Wire["Banner"][],
  places: readonly Place[],
  resolve: (path: string) => string,
): readonly BannerView[] {
  return banners.filter(({ position }) => places.includes(position)).map((banner) => bannerView(banner, resolve));
}

export function bannerView(
  { title, text, link, picture }: Wire["Banner"],
  resolve: (path: string) => string,
): BannerView {
  return {
    title,
    text,
    ...(link ? { link: { href: link.href, text: link.text || link.href } } : {}),
    ...(picture ? { picture: pictureView(picture, resolve) } : {}),
  };
}

/** Where and when a banner would be seen, for its preview. */
export function windowSentences({ position, shownFrom, shownUntil }: Wire["Banner"], { t, f }: Context): string[] {
  const from = shownFrom ? f.time(shownFrom) : "";
  const until = shownUntil ? f.time(shownUntil) : "";
  const which = from && until ? "both" : from ? "from" : until ? "until" : "always";
  return [t(`preview.banner.${position}`), t(`preview.window.${which}`, { from, until })];
}
