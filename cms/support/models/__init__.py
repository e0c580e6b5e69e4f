"""Models of support."""

from .article import HelpArticle
from .feedback import HelpFeedback

__all__ = ["HelpArticle", "HelpFeedback"]
