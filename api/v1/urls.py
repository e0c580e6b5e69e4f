"""Version 1 of the public API."""

from django.db.transaction import non_atomic_requests
from django.urls import path, re_path

from api.errors import not_found

from .banners import BannersView
from .content import FaqView, MenuView, NewsView, PageView
from .document_file import DocumentView
from .documents import DocumentAboutView, DocumentListView, FundDocumentsView, VerifyView
from .funds import FacetsView, FundListView, FundView
from .images import ImageView
from .legal import LegalVersionsView, LegalView
from .previews import PreviewView
from .schema import SchemaView
from .status import StatusView

SHA256 = "(?P<sha256>[0-9a-f]{64})"

urlpatterns = [
    path("funds/", non_atomic_requests(FundListView.as_view()), name="funds"),
    path("funds/facets/", non_atomic_requests(FacetsView.as_view()), name="fund-facets"),
    path("funds/<str:fund_id>/", non_atomic_requests(FundView.as_view()), name="fund"),
    path("funds/<str:fund_id>/documents/", non_atomic_requests(FundDocumentsView.as_view()), name="fund-documents"),
    path("documents/", non_atomic_requests(DocumentListView.as_view()), name="documents"),
    re_path(f"^documents/{SHA256}/$", non_atomic_requests(DocumentAboutView.as_view()), name="document-about"),
    re_path(f"^verify/{SHA256}$", non_atomic_requests(VerifyView.as_view()), name="verify"),
    re_path(rf"^documents/{SHA256}\.pdf$", non_atomic_requests(DocumentView.as_view()), name="document"),
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
