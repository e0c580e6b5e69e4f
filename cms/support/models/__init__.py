"""Models of support."""

from .article import HelpArticle
from .feedback import HelpFeedback
from .request import HandOver, SupportMessage, SupportRequest

__all__ = ["HandOver", "HelpArticle", "HelpFeedback", "SupportMessage", "SupportRequest"]
