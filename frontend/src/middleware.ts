import { defineMiddleware } from "astro:middleware";

const TOO_MUCH = "/429";

/** The one thing that the server asks of Astro beside pages: the words for a visitor who must come again later, in his language. */
export const onRequest = defineMiddleware(({ locals }, next) => next(locals.isTooMuch ? TOO_MUCH : undefined));
