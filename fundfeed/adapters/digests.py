"""Size and digests of a stream, computed while its bytes pass by."""

import hashlib
from collections.abc import Callable, Collection, Iterable

from ..errors import Rejected
from ..records.delivery import ReceivedFile
from ..records.findings import Finding, halt


class FileTooLarge(Rejected):
    """A file is larger than anything that a provider has to deliver."""


def measured(
    name: str,
    chunks: Iterable[bytes],
    *,
    algorithms: Collection[str],
    limit: int,
    take: Callable[[bytes], object] = len,
) -> ReceivedFile:
    """Hand each chunk to `take` and describe the whole; raises `FileTooLarge` beyond `limit` bytes."""
    hashes = {algorithm: hashlib.new(algorithm) for algorithm in {"sha256", *algorithms}}
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise FileTooLarge([_too_large(name, limit)])
        for digest in hashes.values():
            digest.update(chunk)
        take(chunk)
    digests = {algorithm: digest.hexdigest() for algorithm, digest in hashes.items()}
    return ReceivedFile(name=name, size=size, sha256=digests["sha256"], digests=digests)


def _too_large(name: str, limit: int) -> Finding:
    return halt("file.too_large", f"{name} is larger than {limit} bytes.", file=name, expected=f"at most {limit} bytes")
