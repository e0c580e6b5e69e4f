"""What editors publish, and what the public reads of it."""

from .banner import Banner
from .faq import FrequentQuestion
from .image import PublicImage, PublicRendition
from .legal import LegalAcceptance, LegalNotice
from .news import NewsIndexPage, NewsPage
from .pages import ContentPage, HomePage, RepositoryPage
from .published import FormerAddress, PublishedContent
from .redirect import Redirect

__all__ = [
    "Banner",
    "ContentPage",
    "FormerAddress",
    "FrequentQuestion",
    "HomePage",
    "LegalAcceptance",
    "LegalNotice",
    "NewsIndexPage",
    "NewsPage",
    "PublicImage",
    "PublicRendition",
    "PublishedContent",
    "Redirect",
    "RepositoryPage",
]
