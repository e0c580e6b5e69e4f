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

    let waiting;
    document.addEventListener("input", ({ target }) => {
        if (!target.dataset.suggestionsUrl) return;
        clearTimeout(waiting);
        waiting = setTimeout(suggest, PAUSE, target);
    });
})();
