import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const LOG = fileURLToPath(new URL("../../src/lib/log.ts", import.meta.url));
/** Leaves a line for each that it is sent, and says so elsewhere. */
const TALKATIVE = `
  import { logLine } from ${JSON.stringify(LOG)};
  process.stdin.on("data", () => {
    logLine("info", "site.access", { message: "said" });
    setImmediate(() => process.stderr.write("."));
  });
  process.stdin.on("end", () => process.exit(7));
`;

test("whoever reads the lines may go away without ending the site", async () => {
  const talker = spawn(process.execPath, ["--input-type=module", "--eval", TALKATIVE]);
  const ended = once(talker, "exit");
  talker.stdin.on("error", () => {});
  talker.stdin.write("1");
  await once(talker.stdout, "data");

  talker.stdout.destroy();
  for (const word of ["2", "3", "4"]) {
    talker.stdin.write(word);
    await Promise.race([once(talker.stderr, "data"), ended]);
  }
  talker.stdin.end();

  expect((await ended)[0]).toBe(7);
});
