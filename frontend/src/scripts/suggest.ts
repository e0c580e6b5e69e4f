/* Suggests funds below the search field: the combobox of the ARIA Authoring Practices. Without this script the form searches. */
interface Option {
  readonly name: string;
  readonly lang?: string;
  readonly fundId: string;
  readonly href: string;
}

const SHORTEST = 2;
const PAUSE_MS = 150;

function suggestBelow(field: HTMLInputElement, from: string): void {
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  let active = -1;

  list.id = `${field.id}-list`;
  list.className = "suggestions";
  list.role = "listbox";
  list.hidden = true;
  list.ariaLabel = field.dataset["label"] ?? "";
  said.className = "hidden";
  said.role = "status";
  field.parentElement?.after(list, said);
  field.role = "combobox";
  field.ariaAutoComplete = "list";
  field.ariaExpanded = "false";
  field.setAttribute("aria-controls", list.id);

  const options = () => [...list.children] as HTMLElement[];

  function choose(next: number): void {
    options()[active]?.removeAttribute("aria-selected");
    active = next;
    const option = options()[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function show(found: readonly Option[]): void {
    choose(-1);
    list.replaceChildren(...found.map(optionOf));
    list.hidden = found.length === 0;
    field.ariaExpanded = String(!list.hidden);
    said.textContent = list.hidden ? "" : `${list.ariaLabel}: ${found.length}`;
  }

  function ignore(): void {
    clearTimeout(waiting);
    asking?.abort();
  }

  function close(): void {
    ignore();
    show([]);
  }

  async function ask(): Promise<void> {
    asking = new AbortController();
    try {
      const answer = await fetch(`${from}?${new URLSearchParams({ q: field.value })}`, { signal: asking.signal });
      show(answer.ok ? await answer.json() : []);
    } catch {
      // Somebody typed on, or there is no way to the site: the form still works.
    }
  }

  function optionOf({ name, lang, fundId, href }: Option, number: number): HTMLElement {
    const option = document.createElement("li");
    const code = document.createElement("code");
    const words = document.createElement("span");
    option.id = `${list.id}-${number}`;
    option.role = "option";
    option.dataset["href"] = href;
    words.textContent = name;
    if (lang) words.lang = lang;
    code.textContent = fundId;
    option.append(words, " ", code);
    return option;
  }

  const go = (option: Element | null | undefined) => {
    const href = (option as HTMLElement | null | undefined)?.dataset["href"];
    if (href) location.assign(href);
  };

  field.addEventListener("input", (event) => {
    ignore();
    if ((event as InputEvent).isComposing) return;
    if (field.value.trim().length < SHORTEST) close();
    else waiting = setTimeout(() => void ask(), PAUSE_MS);
  });
  field.addEventListener("compositionend", () => field.dispatchEvent(new InputEvent("input")));
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const last = options().length - 1;
    if (event.key === "ArrowDown") choose(active < last ? active + 1 : -1);
    else if (event.key === "ArrowUp") choose(active < 0 ? last : active - 1);
    else if (event.key === "Enter" && active >= 0) go(options()[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // The field keeps the focus.
  list.addEventListener("click", (event) => go((event.target as Element).closest("li")));
}

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-suggest]"))
  suggestBelow(field, field.dataset["suggest"] ?? "");
