"""A delivery that was received before, read from the archive again: for retries, releases and roll-backs."""

from collections.abc import Iterator, Mapping

from ..models import Delivery, DocumentFile
from ..ports import Archive, RemoteFile
from .directory import CHUNK


class ArchivedSource:
    """The files of one delivery as they were received, and every document that is archived."""

    def __init__(self, delivery: Delivery, archive: Archive) -> None:
        self._archive = archive
        self._files = {file.name: (file.sha256, file.size) for file in delivery.files.all()}
        self._documents = {
            name: (sha256, size)
            for name, sha256, size in DocumentFile.objects.values_list("file_name", "sha256", "size")
        }
        self.label = f"archive: {delivery}"

    def listing(self) -> Mapping[str, RemoteFile]:
        """What was received; nothing changes any more."""
        every = self._documents | self._files
        return {name: RemoteFile(name=name, size=size, modified=0) for name, (_, size) in every.items()}

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one file."""
        sha256, _ = self._files.get(name) or self._documents[name]
        with self._archive.open(sha256) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk

    def another(self) -> "ArchivedSource":
        """The archive is read from any thread."""
        return self

    def close(self) -> None:
        """Nothing stays open."""
