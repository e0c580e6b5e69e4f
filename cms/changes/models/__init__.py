"""What is asked for, what may be done without asking again, and the register of all changes."""

from .change import Change
from .request import ChangeRequest
from .standard import StandardChange

__all__ = ["Change", "ChangeRequest", "StandardChange"]
