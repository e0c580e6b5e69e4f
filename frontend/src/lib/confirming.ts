/** Whether a page that was made of the API's answers is still right. */
import { secondsOf } from "../cache/answers.ts";
import { tagOf } from "../cache/tags.ts";
import { saidAgain } from "./client.ts";
import { apiServer } from "./environment.ts";

/**
 * For how many seconds the banners of a page hold, if the API says at all these addresses what it said before; else
 * undefined. Fails when the API can't be reached.
 */
export async function stillSaid(said: ReadonlyMap<string, string>): Promise<number | undefined> {
  const server = apiServer();
  if ([...said.values()].includes("")) return undefined;
  const answers = await Promise.all([...said].map(([url, validator]) => saidAgain(url, validator, server)));
  const banners = [...said.keys()].findIndex((url) => tagOf(url) === "banners");
  const answer = answers[banners];
  return answer && answers.every((again) => again !== undefined) ? secondsOf(answer) : undefined;
}
