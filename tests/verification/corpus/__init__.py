"""Bad deliveries, each named by its fault, with the word it must end with and the finding that must say why."""

from .checks import CHECKS
from .documents import DOCUMENTS
from .envelopes import ENVELOPES
from .files import FILES
from .funds import FUNDS
from .making import Fault
from .mandatory import MANDATORY
from .sets import SETS

CORPUS: dict[str, Fault] = {**FILES, **CHECKS, **ENVELOPES, **FUNDS, **DOCUMENTS, **MANDATORY, **SETS}

__all__ = ["CORPUS", "Fault"]
