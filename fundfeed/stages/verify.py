"""Stage 2: hold each manifest against the digest that its `.check` file states."""

from collections.abc import Iterator

from ..errors import Rejected
from ..records.delivery import MANIFESTS
from ..records.findings import Finding, Severity, halt, warn
from .check_file import EXPECTED, UnreadableCheck, stated_digest
from .fetch import Received


class ChecksumDiffers(Rejected):
    """A manifest is not what its provider says it is."""


def digests(received: Received, *, accept_weak: bool) -> tuple[Finding, ...]:
    """Warnings about digests that are accepted; raises `ChecksumDiffers` for those that aren't."""
    findings = tuple(finding for name in MANIFESTS for finding in _judge(received, name, accept_weak=accept_weak))
    if any(finding.severity is Severity.HALT for finding in findings):
        raise ChecksumDiffers(findings)
    return findings


def _judge(received: Received, name: str, *, accept_weak: bool) -> Iterator[Finding]:
    check = received.checks.get(name)
    if check is None:
        return
    try:
        stated = stated_digest(check, name)
    except UnreadableCheck as error:
        yield halt("check.unreadable", f"{name}.check {error}.", file=f"{name}.check", expected=EXPECTED)
        return
    computed = received.files[name].digests[stated.algorithm]
    if computed != stated.value:
        yield halt(
            "file.checksum",
            f"{name} is not what its .check file says: the {stated.algorithm.upper()} differs.",
            file=name,
            received=computed,
            expected=stated.value,
        )
    elif stated.is_weak:
        yield (warn if accept_weak else halt)(
            "check.weak",
            f"{name}.check uses {stated.algorithm.upper()}, which no longer protects against forgery.",
            file=f"{name}.check",
            received=stated.algorithm.upper(),
            expected="SHA-256, or weak digests allowed for this provider",
        )
