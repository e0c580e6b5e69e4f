"""Document types in a file, as the repository's API tells them: for providers who check at home."""

from pathlib import Path

import msgspec

from ..records.document_types import AcceptedTypes, DocumentTypeList


class UnusableTypes(ValueError):
    """The file doesn't say which types there are; the message says why."""


def types_in(path: Path) -> AcceptedTypes:
    """The types of the file that are in use; raises `UnusableTypes`."""
    try:
        stated = msgspec.json.decode(path.read_bytes(), type=DocumentTypeList)
    except OSError as error:
        raise UnusableTypes(f"{path} can't be read: {error.strerror}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnusableTypes(f"{path} is no answer of /api/v1/document-types/: {error}.") from error
    return AcceptedTypes.among(stated.results)
