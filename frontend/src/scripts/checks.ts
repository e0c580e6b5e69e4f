/* Lets the editor's panel check the draft that it frames: Wagtail runs axe there, and asks the axe of the frame. */
import axe from "axe-core";
import { CHECKS, readDraft, RULES } from "./checkRules.ts";

/** What axe gives a plugin, which its own types leave open. */
interface Plugins {
  readonly wagtailPreview: { add(instance: object): void; run: Run };
}
type Run = (id: string, action: string, options: object, done: (found: unknown) => void) => void;
interface Asked {
  readonly parameter: string;
  readonly action: string;
  readonly options: object;
}

/** Answers the admin's questions from now on, nobody else's, and tells it so. */
export function offerChecks(admin: string): void {
  axe.configure({ allowedOrigins: [admin], rules: RULES, checks: CHECKS });
  axe.registerPlugin({ id: "wagtailPreview", run, commands: [COMMAND] });
  plugins().wagtailPreview.add({ id: "extractor", extract: readDraft });
  window.parent.postMessage({ wagtail: { type: "w-userbar:axe-ready" } }, admin);
}

const COMMAND = {
  id: "run-wagtailPreview",
  callback: ({ parameter, action, options }: Asked, done: (found: unknown) => void) =>
    plugins().wagtailPreview.run(parameter, action, options, done),
};

function run(
  this: { _registry: Record<string, Record<string, unknown>> },
  ...[id, action, options, done]: Parameters<Run>
) {
  (this._registry[id]?.[action] as ((options: object, done: (found: unknown) => void) => void) | undefined)?.(
    options,
    done,
  );
}

const plugins = (): Plugins => axe.plugins as unknown as Plugins;
