import type { Api, Wire } from "../api.ts";
import { logLine } from "../log.ts";
import { type LocalText, localText } from "../text.ts";
import type { Context } from "./context.ts";
import { type DocumentGroup, documentGroups } from "./documents.ts";

type Block = Wire["PublicContentPage"]["body"][number];
type Known<Type extends Block["type"]> = Extract<Block, { type: Type }>;

export interface PictureView {
  readonly src: string;
  readonly srcset: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

export interface FundLink {
  readonly fundId: string;
  readonly name: LocalText;
  readonly href: string;
}

export type BlockView =
  | Known<"richText">
  | Known<"table">
  | Known<"accordion">
  | (Known<"callOut"> & { readonly toneName: string })
  | Known<"contact">
  | { readonly type: "image"; readonly picture: PictureView; readonly caption: string }
  | { readonly type: "fundList"; readonly heading: string; readonly funds: readonly FundLink[] }
  | DocumentsView;

interface DocumentsView {
  readonly type: "documentList";
  readonly heading: string;
  readonly fund: FundLink;
  readonly groups: readonly DocumentGroup[];
}

export interface Sources {
  readonly api: Pick<Api, "fund" | "someFunds" | "documentTypes">;
  /** The address of a path of the API's host as browsers reach it. */
  readonly resolve: (path: string) => string;
}

/** The blocks that can be shown; one of an unknown kind, or whose fund isn't there, is left out and logged. */
export async function blockViews(
  blocks: readonly Block[],
  sources: Sources,
  context: Context,
): Promise<readonly BlockView[]> {
  const views = await Promise.all(blocks.map((block) => blockView(block, sources, context)));
  return views.filter((view) => view !== undefined);
}

/** A picture with the addresses of all its widths. */
export function pictureView(picture: Wire["Picture"], resolve: Sources["resolve"]): PictureView {
  const srcset = picture.srcset.map(({ src, width }) => `${resolve(src)} ${width}w`).join(", ");
  return { ...picture, src: resolve(picture.src), srcset };
}

async function blockView(block: Block, sources: Sources, context: Context): Promise<BlockView | undefined> {
  switch (block.type) {
    case "richText":
    case "table":
    case "accordion":
    case "contact":
      return block;
    case "callOut":
      return { ...block, toneName: context.t(`content.callOut.${block.tone}`) };
    case "image":
      return { ...block, picture: pictureView(block.picture, sources.resolve) };
    case "fundList":
      return { type: "fundList", heading: block.heading, funds: await fundLinks(block, sources.api, context) };
    case "documentList":
      return documentsView(block, sources, context);
    default:
      return leftOut(`a block of the unknown kind ${JSON.stringify((block as { type: unknown }).type)}`);
  }
}

async function fundLinks(block: Known<"fundList">, api: Sources["api"], context: Context): Promise<FundLink[]> {
  if (block.fundIds.length === 0) {
    const list = await api.someFunds(block.filters, block.limit);
    return list.ok ? list.data.results.map((fund) => fundLink(fund, context)) : [];
  }
  const found = await Promise.all(block.fundIds.slice(0, block.limit).map((fundId) => api.fund(fundId)));
  return found.flatMap((fund) => (fund.ok ? [fundLink(fund.data, context)] : []));
}

async function documentsView(block: Known<"documentList">, { api, resolve }: Sources, context: Context) {
  const [fund, documentTypes] = await Promise.all([api.fund(block.fundId), api.documentTypes()]);
  if (!fund.ok) return leftOut(`the documents of ${block.fundId}`);
  const { documentTypes: wanted, heading } = block;
  const chosen = fund.data.documents.filter(({ documentType }) => wanted.length === 0 || wanted.includes(documentType));
  const groups = documentGroups(chosen, { resolve, documentTypes }, context);
  return { type: "documentList" as const, heading, fund: fundLink(fund.data, context), groups };
}

function fundLink(fund: Pick<Wire["FundSummary"], "fundId" | "legalFundNameOnly">, context: Context): FundLink {
  const { locale, href } = context;
  return { fundId: fund.fundId, name: localText(fund.legalFundNameOnly, locale), href: href(`/funds/${fund.fundId}`) };
}

function leftOut(what: string): undefined {
  logLine("warning", "site.content", { message: `Left out of a page: ${what}` });
  return undefined;
}
