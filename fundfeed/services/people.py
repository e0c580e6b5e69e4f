"""The rule of four eyes for everything that is decided here."""


class OnePersonError(ValueError):
    """A decision that isn't made by two people for a reason; the message says what is missing."""


def by_two_people(*, by: str, approved_by: str, reason: str) -> None:
    """Raise `OnePersonError` unless two different people decide and say why."""
    if not by.strip() or not approved_by.strip():
        raise OnePersonError("Two people decide: name who proposes and who approves.")
    if by.strip().casefold() == approved_by.strip().casefold():
        raise OnePersonError(f"{by} can't approve what {by} proposes: a second person must.")
    if not reason.strip():
        raise OnePersonError("Say why: the reason is kept with the decision.")
