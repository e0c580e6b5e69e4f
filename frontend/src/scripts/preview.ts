/* Takes the token out of the fragment, which no server sees, and puts the draft in this page's place. */
const token = location.hash.slice(1);

async function show(): Promise<void> {
  const answer = await fetch(location.pathname, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  const draft = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.documentElement.replaceWith(document.adoptNode(draft.documentElement));
  bringIntoView(document.getElementById("draft"));
  if (answer.ok) await offer();
}

/** Scrolls this page alone: scrollIntoView would move the editor's screen around the frame, too. */
function bringIntoView(draft: HTMLElement | null): void {
  if (!draft) return;
  const { top, height } = draft.getBoundingClientRect();
  scrollTo({ top: scrollY + top - Math.max(0, (innerHeight - height) / 2) });
}

/** Only who looks at a draft in the editor's frame loads what checks it. */
async function offer(): Promise<void> {
  const admin = document.querySelector<HTMLElement>("[data-admin]")?.dataset["admin"];
  if (window.parent === window || !admin) return;
  const { offerChecks } = await import("./checks.ts");
  if (document.readyState !== "complete")
    await new Promise((loaded) => addEventListener("load", loaded, { once: true }));
  offerChecks(admin);
}

void show();
