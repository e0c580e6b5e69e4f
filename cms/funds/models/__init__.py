"""What two people say about funds and their documents beside the provider."""

from .document_type import DocumentTypeDefinition
from .editorial import FundEditorial
from .upload import DocumentUpload

__all__ = ["DocumentTypeDefinition", "DocumentUpload", "FundEditorial"]
