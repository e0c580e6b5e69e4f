import { expect } from "vitest";
import { FUNDS, PDF } from "../../mock/fixtures.ts";
import { journeysIn } from "./journeys.ts";
import { worldOf } from "./worlds.ts";

const { everyWay, once } = journeysIn(() => worldOf("well"));
const document = FUNDS[18]?.documents[0];
const file = (text: string) => ({ name: "received.pdf", mimeType: "application/pdf", buffer: Buffer.from(text) });

everyWay("a checksum tells that the file was published here, and leads to all about it", async (page) => {
  await page.goto("/verify");
  await page.getByLabel("SHA-256 checksum").fill(document?.sha256 ?? "");
  await page.getByRole("button", { name: "Verify" }).click();

  await page.getByRole("status").getByRole("link").first().click();

  expect(page.url()).toContain(`/documents/${document?.sha256}`);
});

once("a file is verified without leaving the reader's machine", async (page) => {
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.postData() ?? ""));
  await page.goto("/verify");
  await page.getByLabel("Choose a PDF").setInputFiles(file(PDF(document?.documentId ?? "")));
  await page.waitForURL(/sha256=/);

  expect(await page.getByRole("status").innerText()).toContain("Yes, this file was published here");
  expect(sent.join("")).toBe("");
});

once("one other byte makes it a file that was never published here", async (page) => {
  await page.goto("/verify");
  await page.getByLabel("Choose a PDF").setInputFiles(file(`${PDF(document?.documentId ?? "")} `));
  await page.waitForURL(/sha256=/);

  expect(await page.getByRole("status").innerText()).toContain("never published here");
});

once(
  "without a script nobody is asked for a file",
  async (page) => {
    await page.goto("/verify");

    expect(await page.getByLabel("Choose a PDF").isVisible()).toBe(false);
  },
  { javaScriptEnabled: false },
);
