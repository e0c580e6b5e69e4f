/** What programs can get, and how: the page for those who build on the record. */
import type { Wire } from "../api.ts";
import { localeFacts } from "../locale.ts";
import { dayOf } from "../zone.ts";
import type { Context } from "./context.ts";

export interface WayView {
  readonly title: string;
  readonly text: string;
  readonly link: { readonly href: string; readonly text: string };
}

export interface CommandView {
  readonly title: string;
  readonly command: string;
}

export interface BulkFileView {
  readonly kind: string;
  readonly name: string;
  readonly href: string;
  readonly rows: string;
  readonly size: string;
  readonly sha256: string;
}

export interface DataView {
  readonly base: string;
  readonly ways: readonly WayView[];
  readonly commands: readonly CommandView[];
  /** The newest files; undefined before the first ones, or while nobody can say. */
  readonly files: { readonly takenAt: string; readonly files: readonly BulkFileView[] } | undefined;
}

interface Around {
  /** The address of a path of the API's host as browsers reach it. */
  readonly resolve: (path: string) => string;
  readonly now: Date;
}

const A_WEEK_MS = 7 * 86_400_000;

export function dataView(bulk: Wire["BulkList"] | undefined, around: Around, context: Context): DataView {
  const [newest] = bulk?.results ?? [];
  return {
    base: around.resolve("/api/v1/"),
    ways: ways(around, context),
    commands: commands(newest, around, context),
    files: newest && {
      takenAt: context.f.time(newest.takenAt),
      files: newest.files.map((file) => fileView(file, around, context)),
    },
  };
}

function ways({ resolve }: Around, { t, href, locale }: Context): readonly WayView[] {
  const way = (name: "rest" | "bulk" | "changes" | "feeds" | "webhooks", to: string): WayView => ({
    title: t(`data.${name}.title`),
    text: t(`data.${name}.text`),
    link: { href: to, text: t(`data.${name}.link`) },
  });
  return [
    way("rest", resolve("/api/docs/")),
    way("bulk", "#files"),
    way("changes", href("/changes")),
    way("feeds", resolve(`/api/v1/feeds/all.atom?locale=${localeFacts(locale).lang}`)),
    way("webhooks", "#keys"),
  ];
}

function commands(
  newest: Wire["BulkSetEntry"] | undefined,
  { resolve, now }: Around,
  { t }: Context,
): readonly CommandView[] {
  const since = dayOf(new Date(now.getTime() - A_WEEK_MS));
  const full = newest?.files.find(({ kind }) => kind === "full");
  const whole = full && { title: t("data.example.whole"), command: fetched(resolve(full.url)) };
  return [
    { title: t("data.example.search"), command: asked(resolve("/api/v1/funds/?search=dividend&pageSize=5")) },
    {
      title: t("data.example.table"),
      command: `${asked(resolve("/api/v1/funds/?assetClass=equity&format=csv"))} -o funds.csv`,
    },
    { title: t("data.example.changes"), command: asked(resolve(`/api/v1/changes/?since=${since}`)) },
    ...(whole ? [whole] : []),
  ];
}

const asked = (address: string): string => `curl -s '${address}'`;
const fetched = (address: string): string => `curl -sO '${address}' &&\ncurl -s '${address}.sha256' | sha256sum -c`;

function fileView(file: Wire["BulkFileEntry"], { resolve }: Around, { t, f }: Context): BulkFileView {
  const { kind, name, url, rows, sizeInBytes, sha256 } = file;
  return {
    kind: t(`data.kind.${kind}`),
    name,
    href: resolve(url),
    rows: f.count(rows),
    size: f.fileSize(sizeInBytes),
    sha256,
  };
}
