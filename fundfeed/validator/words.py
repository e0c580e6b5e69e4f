"""What each ending is called, what it means and what the provider does next (section 1 of the feed contract)."""

from typing import NamedTuple

from ..records.findings import Reason, Severity
from .report import Conclusion, Report


class Ending(NamedTuple):
    """The word, what would happen to the delivery, and what to do before sending it."""

    word: str
    consequence: str
    advice: str


TROUBLES = {
    Reason.NOT_DELIVERED: Ending(
        "not delivered",
        "The feed would find no delivery; what is public would stay as it is.",
        "Put index.json, document.json and deauthorised.json into the directory, each with its .check file.",
    ),
    Reason.INCOMPLETE: Ending(
        "incomplete",
        "The feed would wait and try again, and halt at the cut-off time; what is public would stay as it is.",
        "Finish writing the set: PDFs first, then the JSON files, then their .check files.",
    ),
    Reason.UNREADABLE: Ending(
        "unreadable",
        "The feed would halt; what is public would stay as it is. Nobody can release this delivery.",
        "Correct the files that the findings name, write their .check files anew, and check again.",
    ),
    Reason.INCONSISTENT: Ending(
        "inconsistent",
        "The feed would halt; what is public would stay as it is. Nobody can release this delivery.",
        "Make the files agree with each other and with the previous delivery, and check again.",
    ),
    Reason.SUSPICIOUS: Ending(
        "suspicious",
        "The feed would hold the delivery back until two people have released exactly these bytes.",
        "If the change is meant, tell the operators before you send it; if it isn't, correct it.",
    ),
}
ENDINGS = {
    Conclusion.ACCEPTABLE: Ending(
        "acceptable",
        "The feed would publish the whole delivery.",
        "Send it.",
    ),
    Conclusion.UNCHANGED: Ending(
        "unchanged",
        "The feed would do nothing: the same files are public already.",
        "There is nothing to send.",
    ),
}
IN_PART = Ending(
    "acceptable",
    "The feed would publish the delivery, but for what the findings hold back.",
    "Correct what is held back, or send the delivery as it is and correct it in the next one.",
)
NOTHING_OF_IT = IN_PART._replace(
    consequence="The feed would publish none of the funds: each of them is held back.",
    advice="Correct what is held back before you send it.",
)
IN_OTHER_NAMES = IN_PART._replace(
    advice="If the unknown keys are names of your own, write a mapping (docs/feed/README.md says how) and check with "
    "--mapping; then correct what is still held back.",
)
SEVERITIES = {
    Severity.HALT: ("What stops the delivery", "Nothing of it becomes public."),
    Severity.HOLD: ("Held back", "These records and documents stay as they were; all others become public."),
    Severity.WARN: ("Warnings", "They change nothing, but you should know."),
}
COUNTS = {
    "funds": "Funds in the index",
    "added": "New funds",
    "changed": "Funds with a changed profile",
    "figures": "Funds with new figures only",
    "deauthorised": "Funds that lose their authorisation",
    "announced": "Deauthorisations announced for later",
    "returned": "Funds authorised again",
    "held": "Records held back",
    "documents": "New or changed documents",
    "documents_gone": "Documents no longer listed",
}
MEASURES = {
    "deauthorised": "Deauthorised",
    "removed": "Removed from the index",
    "changed": "Profiles changed",
    "held": "Records held back",
    "added": "New funds",
    "empty": "Funds in the index, at least one",
}


def ending(report: Report) -> Ending:
    """The words for how the check ended."""
    if report.reason:
        return TROUBLES[report.reason]
    if not report.of(Severity.HOLD):
        return ENDINGS[report.conclusion]
    if any(finding.code == "keys.unknown" for finding in report.findings):
        return IN_OTHER_NAMES
    return NOTHING_OF_IT if report.is_all_held else IN_PART


def scope(report: Report) -> str:
    """What the delivery was compared with."""
    return report.against or "nothing: judged as a first delivery"


def printable(text: str) -> str:
    """Text that can't command a terminal or turn the direction of a line."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)
