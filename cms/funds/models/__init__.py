"""What two people say about funds beside the provider."""

from .editorial import FundEditorial
from .upload import DocumentUpload

__all__ = ["DocumentUpload", "FundEditorial"]
