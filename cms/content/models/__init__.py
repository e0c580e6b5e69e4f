"""What editors publish, and what the public reads of it."""

from .acceptance import Accepted, LegalAcceptance, LegalAcceptanceCount
from .banner import Banner
from .faq import FrequentQuestion
from .image import PublicImage, PublicRendition
from .legal import LegalNotice
from .news import NewsIndexPage, NewsPage
from .pages import ContentPage, HomePage, RepositoryPage
from .published import FormerAddress, PublishedContent
from .redirect import Redirect
from .told import ContentChange

__all__ = [
    "Accepted",
    "Banner",
    "ContentChange",
    "ContentPage",
    "FormerAddress",
    "FrequentQuestion",
    "HomePage",
    "LegalAcceptance",
    "LegalAcceptanceCount",
    "LegalNotice",
    "NewsIndexPage",
    "NewsPage",
    "PublicImage",
    "PublicRendition",
    "PublishedContent",
    "Redirect",
    "RepositoryPage",
]
