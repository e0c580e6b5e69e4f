"""The rooms of the API, in the order in which a partner meets them."""

import re
from typing import Final

TAGS: Final = {
    "Funds": "Every authorised fund: lists, filters, search, any identifier, fund houses and umbrellas.",
    "Documents": "Offering documents, key facts and reports: what was published, what is expected, and the files.",
    "History": "Any day and any version, where each field comes from, and proofs that nothing was rewritten.",
    "Following": "Whether anything changed since you asked last, and what, as JSON and as Atom feeds.",
    "Bulk": "The whole public record as files, made after each delivery and at least once a day.",
    "Content": "What editors wrote: pages, redirects, menus, banners, legal notices, questions, help and news.",
    "Partners": "Your key, your quota and your webhooks. These need a key: the operator gives it to whoever asks.",
    "Support": "Ask for help, and see what becomes of it.",
    "About": "How fresh the record is, and what refusals mean.",
}
_ROOMS: Final = (
    (r"funds/\{fundId\}/(versions|provenance|figures)|chain", "History"),
    (r"funds/\{fundId\}/documents|documents|verify|document-types|coverage", "Documents"),
    (r"funds|resolve|fund-groups|umbrellas", "Funds"),
    (r"changes|content-changes|feeds|record", "Following"),
    (r"bulk", "Bulk"),
    (r"partner", "Partners"),
    (r"support-requests", "Support"),
    (r"pages|redirects|menus|banners|legal|faq|help|news|images|preview", "Content"),
)


def tag_of(path: str) -> str:
    """The room in which an address stands."""
    place = path.removeprefix("/api/v1/")
    return next((tag for pattern, tag in _ROOMS if re.match(rf"({pattern})\b", place)), "About")
