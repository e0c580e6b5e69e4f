/** Whether a page that was made of the API's answers is still right. */
import { secondsOf } from "../cache/answers.ts";
import { type Said, tagOf } from "../cache/tags.ts";
import { type Again, recordState, saidAgain } from "./client.ts";
import { apiServer } from "./environment.ts";

/** For how many seconds the banners of a page hold, and what the API says now that it is made of. */
interface StillRight {
  readonly seconds: number;
  readonly said: ReadonlyMap<string, Said>;
}

/**
 * Undefined where the API doesn't say at all these addresses what it said before. Whatever is of the record in its present
 * state needs no question. Fails when the API can't be reached.
 */
export async function stillSaid(before: ReadonlyMap<string, Said>): Promise<StillRight | undefined> {
  const server = apiServer();
  const all = [...before];
  if (all.some(([, { validator }]) => validator === "")) return undefined;
  const present = all.some(([, { state }]) => state !== "") ? await recordState(server) : undefined;
  const ask = async (url: string, said: Said): Promise<Again | undefined> =>
    said.state === present ? { said } : saidAgain(url, said, server);
  const answers = await Promise.all(all.map(async ([url, said]) => [url, await ask(url, said)] as const));
  const said = new Map<string, Said>();
  let seconds: number | undefined;
  for (const [url, again] of answers) {
    if (!again) return undefined;
    said.set(url, again.said);
    if (tagOf(url) === "banners" && again.answer) seconds = secondsOf(again.answer);
  }
  return seconds === undefined ? undefined : { seconds, said };
}
