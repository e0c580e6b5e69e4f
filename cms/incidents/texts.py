"""The texts that come with the product, and how their places are filled."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

Audience = Literal["stakeholders", "provider", "public"]
PLACES: Final = (
    *("number", "title", "priority", "state", "affected", "impact", "opened", "next_update"),
    *("provider", "delivery", "found", "root_cause", "resolution"),
)
OPEN: Final = "[…]"
PLACE: Final = re.compile(r"\{(\w*)\}")


class Text(Struct, frozen=True, kw_only=True):
    """What is sent on one occasion, with places in curly brackets."""

    title: str
    audience: Audience
    subject: str
    text: str
    subject_zh_hant: str = ""
    text_zh_hant: str = ""


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; what isn't known stays open for whoever sends it."""
    return PLACE.sub(lambda found: values.get(found[1]) or OPEN, text)


def unknown_places(text: str) -> list[str]:
    """The places of a text that nothing fills."""
    return [f"{{{name}}}" for name in PLACE.findall(text) if name not in PLACES]


SHIPPED: Final[Mapping[str, Text]] = {
    "stakeholders-opened": Text(
        title="it began",
        audience="stakeholders",
        subject="{priority}: {title}",
        text="Since {opened} something is wrong: {title}\n\nAffected: {affected}\nWho notices: {impact}\n\n"
        "We are looking into it. You hear from us again by {next_update}.",
    ),
    "stakeholders-update": Text(
        title="how it stands",
        audience="stakeholders",
        subject="How it stands: {title}",
        text="{number} is {state}, {priority}.\n\nAffected: {affected}\nWhat we know: {root_cause}\n"
        "What we do: […]\n\nYou hear from us again by {next_update}.",
    ),
    "stakeholders-resolved": Text(
        title="it is over",
        audience="stakeholders",
        subject="Over: {title}",
        text="What began at {opened} is over.\n\nCause: {root_cause}\nWhat ended it: {resolution}\n\n"
        "A review follows. If you still notice anything, answer this mail.",
    ),
    "provider-not-delivered": Text(
        title="nothing came",
        audience="provider",
        subject="Today's delivery hasn't come",
        text="To {provider}\n\nWe have found no complete delivery on your site today. {found}\n\n"
        "Is it on its way? Please tell us when we can expect it. Until then the public sees the last good data."
        "\n\n{number}",
    ),
    "provider-resend": Text(
        title="please deliver again",
        audience="provider",
        subject="Please deliver again: {delivery}",
        text="To {provider}\n\nWe can't read {delivery}. {found}\n\nPlease put a whole delivery on your site, with "
        "new .check files. The findings stand in the admin under Runs. Until then the public sees the last good "
        "data.\n\n{number}",
    ),
    "provider-mismatch": Text(
        title="data contradict each other",
        audience="provider",
        subject="Contradictions in {delivery}",
        text="To {provider}\n\n{delivery} contradicts itself or what you stated before. {found}\n\nPlease check these "
        "records against your sources and deliver again, or tell us why they are right.\n\n{number}",
    ),
    "provider-deauthorised": Text(
        title="many deauthorised at once",
        audience="provider",
        subject="Is it meant? {delivery}",
        text="To {provider}\n\n{delivery} would take many funds off the public record. {found}\n\nWe have stopped it. "
        "Please confirm by phone and in writing that this is meant; two of us then release it.\n\n{number}",
    ),
    "provider-received": Text(
        title="the corrected delivery came",
        audience="provider",
        subject="Received: {delivery}",
        text="To {provider}\n\nThank you: the corrected delivery came and is public. {resolution}\n\nPlease tell us "
        "what caused it, so that we can keep it from happening again.\n\n{number}",
    ),
    "public-trouble": Text(
        title="it began or goes on",
        audience="public",
        subject="Something doesn't work as it should",
        text="We know that something doesn't work as it should, and are working on it. What you see is the "
        "last good data.",
        subject_zh_hant="服務出現問題",
        text_zh_hant="我們已知悉服務未能正常運作，正在處理。你所見的是最後一份正確的數據。",
    ),
    "public-over": Text(
        title="it is over",
        audience="public",
        subject="Something doesn't work as it should",
        text="Everything works again. We are sorry for the trouble.",
        subject_zh_hant="服務出現問題",
        text_zh_hant="服務已恢復正常。不便之處，敬請原諒。",
    ),
}
