"""The blocks that a page's body is made of; each turns its value into its own public payload."""

from .body import BodyBlock

__all__ = ["BodyBlock"]
