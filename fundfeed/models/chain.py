"""The Merkle tree over the ledger, and its published heads."""

from django.db import models


class ChainNode(models.Model):
    """One complete node of the tree over all entry hashes; written once, at its place in order (`merkle`).

    A trigger in the database refuses every update, deletion and truncation.
    """

    position = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.position}: {bytes(self.hash).hex()}"


class ChainHead(models.Model):
    """The state of the ledger after one publication: how many entries, the last one's hash, and the root over all.

    A trigger in the database refuses every update, deletion and truncation.
    """

    count = models.BigIntegerField(primary_key=True)
    entry_hash = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ("-count",)

    def __str__(self) -> str:
        return f"{self.count} entries: {self.root}"
