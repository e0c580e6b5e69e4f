// Suggests funds and share classes by a part of their name; without script their identifiers are typed as ever.
(() => {
    const SHORTEST = 2;
    const PAUSE = 150; // milliseconds

    function put(list, suggestions) {
        list.replaceChildren(
            ...suggestions.map(({ id, name }) => {
                const option = document.createElement("option");
                option.value = id;
                option.textContent = name;
                return option;
            }),
        );
    }

    async function suggest(field) {
        const typed = field.value.trim();
        if (typed.length < SHORTEST) return;
        const address = `${field.dataset.suggestionsUrl}?${new URLSearchParams({ q: typed })}`;
        try {
            const answer = await fetch(address, { credentials: "same-origin" });
            if (answer.ok && field.value.trim() === typed) put(field.list, (await answer.json()).suggestions);
        } catch {
            // What was typed counts, with suggestions or without.
        }
    }

    for (const field of document.querySelectorAll("[data-suggestions-url]")) {
        let waiting;
        field.addEventListener("input", () => {
            clearTimeout(waiting);
            waiting = setTimeout(suggest, PAUSE, field);
        });
    }
})();
