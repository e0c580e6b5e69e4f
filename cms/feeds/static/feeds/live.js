// Keeps the page of a run that is going up to date; without script the page shows itself anew instead.
(() => {
    const place = document.querySelector("[data-live-url]");
    const ENDED = 204;

    function put(parts) {
        for (const part of parts.querySelectorAll("[data-live]")) {
            const shown = document.querySelector(`[data-live="${part.dataset.live}"]`);
            // Only what differs is put, so that a screen reader hears of a stage once.
            if (shown && shown.innerHTML !== part.innerHTML) shown.innerHTML = part.innerHTML;
        }
    }

    async function look() {
        try {
            const answer = await fetch(place.dataset.liveUrl, { credentials: "same-origin" });
            if (answer.status === ENDED || answer.redirected) return location.reload();
            if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
        } catch {
            // The server may answer the next time.
        }
        lookLater();
    }

    function lookLater() {
        setTimeout(look, 1000 * Number(place.dataset.liveSeconds));
    }

    lookLater();
})();
