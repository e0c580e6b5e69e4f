"""The words, colours and explanations that operators read about runs."""

from cms.facts.badges import Badge
from fundfeed.models import FeedRun, RunFinding
from fundfeed.records.findings import Outcome, Reason, Severity
from fundfeed.stages.notify import GOOD, WHAT_TO_DO

RUNNING = Badge("Running", "notice")
OUTCOMES = {
    Outcome.APPLIED: Badge("Applied", "good"),
    Outcome.UNCHANGED: Badge("Unchanged", "plain"),
    Outcome.HALTED: Badge("Halted", "bad"),
    Outcome.AWAITING_RELEASE: Badge("Awaiting release", "caution"),
    Outcome.FAILED: Badge("Failed", "bad"),
    Outcome.RELEASED: Badge("Released", "good"),
    Outcome.ROLLED_BACK: Badge("Rolled back", "caution"),
}

SEVERITIES = {
    Severity.HALT: Badge("Halt", "bad"),
    Severity.HOLD: Badge("Hold", "caution"),
    Severity.WARN: Badge("Warning", "notice"),
}

# What each of the five troubles means: section 1 of the feed contract, for the person on duty.
REASONS = {
    Reason.NOT_DELIVERED: "No new complete set of files arrived before the cut-off time.",
    Reason.INCOMPLETE: "A file of the set is missing, or was still growing.",
    Reason.UNREADABLE: "A file could not be read as the contract says: its checksum, encoding, JSON or shape is wrong.",
    Reason.INCONSISTENT: "The files contradict each other, or what is public.",
    Reason.SUSPICIOUS: "The delivery is readable and consistent, but changes more than a limit allows.",
}

# The same trouble for the provider, who can do something else about it than the person on duty.
WHAT_TO_SEND = {
    "not_delivered": "Put the delivery onto your site; it is fetched by itself.",
    "incomplete": "Finish the set of files; it is fetched again by itself.",
    "unreadable": "Deliver again; these bytes can't be used.",
    "inconsistent": "Correct the delivery and deliver again; these bytes can't be used.",
    "suspicious": "Tell us whether it is meant, or correct it and deliver again.",
    "": "Nothing: we look into it, and it is tried again by itself.",
}

STAGES = {
    "fetch": "Receive and archive the files",
    "verify": "Compare checksums",
    "parse": "Read the records",
    "validate": "Check each record against the rules",
    "compare": "Compare with the public record",
    "guard": "Measure the change against the limits",
    "apply": "Write the changes",
    "publish": "Make them public",
    "notify": "Tell the people concerned",
}

MEASURES = {
    "deauthorised": "Funds losing their authorisation",
    "removed": "Funds leaving the index",
    "changed": "Fund profiles changed",
    "held": "Records held",
    "added": "New funds",
    "empty": "Funds in the index",
}


def outcome(value: str) -> Badge:
    """The outcome of a run as a badge; a run without one is still going."""
    return OUTCOMES[Outcome(value)] if value else RUNNING


def severity(value: str) -> Badge:
    """The severity of a finding as a badge."""
    return SEVERITIES[Severity(value)]


def reason(value: str) -> str:
    """The reason of a halt in plain words, capitalised."""
    return value.replace("_", " ").capitalize()


def meaning(run: FeedRun) -> str:
    """What the run's reason means; "" for a run that has none."""
    return REASONS[Reason(run.reason)] if run.reason else ""


def advice(run: FeedRun, *, to_provider: bool = False) -> str:
    """What to do now, to the operators in the words of the mail about the run; "" when there is nothing to do."""
    is_quiet = run.outcome in ("", *GOOD)
    return "" if is_quiet else (WHAT_TO_SEND if to_provider else WHAT_TO_DO)[run.reason]


def place(finding: RunFinding) -> str:
    """Where a finding stands: the file, and the JSON pointer in it."""
    return f"{finding.file}#{finding.pointer}" if finding.pointer else finding.file
