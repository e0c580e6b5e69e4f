/** Sites in every state that a visitor may meet: well, without an address of its own, behind the disclaimer, without an API, over quota. */
import { startMockApi } from "../../mock/api.ts";
import { type Site, startSite } from "../site/server.ts";
import { say } from "../site/words.ts";

export type WorldName = "well" | "plain" | "gated" | "down" | "untold" | "busy" | "away";

export interface World {
  /** Where the pages' pictures come from. */
  readonly api?: string;
  readonly site: Site;
  readonly stop: () => Promise<void>;
}

type Mock = Awaited<ReturnType<typeof startMockApi>>;

const KEY = "only-for-tests-and-at-least-forty-characters";
const PUBLIC_SITE_URL = "https://funds.example";
const NOBODY = "http://127.0.0.1:1/api/v1";

/** A site in that state. One that is `away` has made the pages of `known` before its API went. */
export async function worldOf(name: WorldName, known: readonly string[] = []): Promise<World> {
  switch (name) {
    case "well":
      return world(await startMockApi(), { PUBLIC_SITE_URL });
    case "plain":
      return world(await startMockApi());
    case "gated":
      return world(await startMockApi({ gate: true }));
    case "busy":
      return world(await startMockApi({ overQuota: new Set([""]) }));
    case "down":
      return world(undefined, { API_URL: NOBODY });
    case "untold":
      return world(undefined);
    case "away": {
      const api = await startMockApi();
      const left = await world(api, { API_KEY: KEY });
      for (const path of known) await left.site.get(path);
      await say(left.site, { tags: ["*"] }, KEY);
      await api.stop();
      return { ...left, stop: left.site.stop };
    }
  }
}

async function world(api: Mock | undefined, environment: Record<string, string> = {}): Promise<World> {
  // A machine that is busy with other tests isn't an API that is away.
  const patient = { API_TIMEOUT_MS: "30000" };
  const site = await startSite({ ...(api && { API_URL: api.address }), ...patient, ...environment });
  const stop = async () => {
    await site.stop();
    await api?.stop();
  };
  return { site, stop, ...(api && { api: new URL(api.address).origin }) };
}
