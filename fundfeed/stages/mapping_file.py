"""A mapping in a file, as providers and operators pass it on."""

from pathlib import Path

import msgspec

from .mapping import UnusableMapping
from .vocabulary import Vocabulary, vocabulary


def mapping_in(path: Path) -> object:
    """The JSON values of the file; raises `UnusableMapping` when it can't be read."""
    try:
        return msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise UnusableMapping([f"{path} can't be read: {error.strerror}."]) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnusableMapping([f"{path} is not JSON: {error}."]) from error


def vocabulary_of(path: Path) -> Vocabulary:
    """What the mapping in the file means; raises `UnusableMapping`."""
    return vocabulary(mapping_in(path))
