"""Version 1 of the public API."""

from django.db.transaction import non_atomic_requests
from django.urls import path, re_path

from api.errors import not_found

from .banners import BannersView
from .bulk import BulkDigestView, BulkFileView, BulkView
from .changes import ChangesView
from .content import FaqView, MenuView, NewsView, PageView
from .documents import DocumentView
from .feeds import ChangesFeedView, FundFeedView, NewsFeedView
from .funds import FacetsView, FundListView, FundView
from .images import ImageView
from .legal import LegalVersionsView, LegalView
from .previews import PreviewView
from .schema import SchemaView
from .status import StatusView

urlpatterns = [
    path("funds/", non_atomic_requests(FundListView.as_view()), name="funds"),
    path("funds/facets/", non_atomic_requests(FacetsView.as_view()), name="fund-facets"),
    path("funds/<str:fund_id>/", non_atomic_requests(FundView.as_view()), name="fund"),
    re_path(r"^documents/(?P<sha256>[0-9a-f]{64})\.pdf$", non_atomic_requests(DocumentView.as_view()), name="document"),
    path("changes/", non_atomic_requests(ChangesView.as_view()), name="changes"),
    path("bulk/", non_atomic_requests(BulkView.as_view()), name="bulk"),
    re_path(
        r"^bulk/(?P<name>funds-[0-9TZ]{16}-[a-z]{4,9}\.(?:ndjson|csv)\.gz)$",
        non_atomic_requests(BulkFileView.as_view()),
        name="bulk-file",
    ),
    re_path(
        r"^bulk/(?P<name>funds-[0-9TZ]{16}-[a-z]{4,9}\.(?:ndjson|csv)\.gz)\.sha256$",
        non_atomic_requests(BulkDigestView.as_view()),
        name="bulk-digest",
    ),
    path("feeds/all.atom", non_atomic_requests(ChangesFeedView.as_view()), name="changes-feed"),
    path("feeds/news.atom", non_atomic_requests(NewsFeedView.as_view()), name="news-feed"),
    re_path(
        r"^feeds/funds/(?P<fund_id>[A-Z0-9-]{3,20})\.atom$",
        non_atomic_requests(FundFeedView.as_view()),
        name="fund-feed",
    ),
    path("pages/", non_atomic_requests(PageView.as_view()), name="pages"),
    path("menus/", non_atomic_requests(MenuView.as_view()), name="menus"),
    path("banners/", non_atomic_requests(BannersView.as_view()), name="banners"),
    path("legal/<slug:kind>/", non_atomic_requests(LegalView.as_view()), name="legal"),
    path("legal/<slug:kind>/versions/", non_atomic_requests(LegalVersionsView.as_view()), name="legal-versions"),
    path("faq/", non_atomic_requests(FaqView.as_view()), name="faq"),
    path("news/", non_atomic_requests(NewsView.as_view()), name="news"),
    re_path(
        r"^images/(?P<sha256>[0-9a-f]{64})\.(?P<extension>webp|jpg|png)$",
        non_atomic_requests(ImageView.as_view()),
        name="image",
    ),
    path("preview/resolve/", PreviewView.as_view(), name="preview"),
    path("status/", non_atomic_requests(StatusView.as_view()), name="status"),
    path("openapi.json", non_atomic_requests(SchemaView.as_view()), name="openapi"),
    re_path(r"", not_found),
]
