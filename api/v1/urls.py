"""Version 1 of the public API."""

from django.db.transaction import non_atomic_requests
from django.urls import path, re_path

from api.problems.errors import not_found

from .acceptances import AcceptancesView, AcceptanceView
from .banners import BannersView
from .bulk import BulkDigestView, BulkFileView, BulkView
from .chain import ChainView, ConsistencyView, ProofView
from .changes import ChangesView
from .content import FaqView, MenuView, NewsView, PageView
from .content_changes import ContentChangesView
from .coverage import CoverageTotalsView, CoverageView
from .document_file import DocumentView
from .document_types import DocumentTypesView
from .documents import DocumentAboutView, DocumentListView, FundDocumentsView, VerifyView
from .feeds import ChangesFeedView, FundFeedView, NewsFeedView
from .figures import FiguresView
from .funds import FacetsView, FundListView, FundView
from .groups import FundGroupListView, FundGroupView, UmbrellaListView, UmbrellaView
from .help import HelpArticleView, HelpFeedbackView, HelpListView
from .images import ImageView
from .legal import LegalVersionsView, LegalView
from .partner import PartnerSelfView, RotateView
from .partner_webhooks import DeliveriesView, ReplayView, ResumeView, SecretView, WebhooksView
from .previews import PreviewView
from .problems import ProblemsView
from .provenance import ProvenanceView
from .record import RecordView
from .redirects import RedirectsView
from .resolve import ResolveView
from .schema import SchemaView
from .status import StatusView
from .status_history import StatusHistoryView
from .support import SupportFormView, SupportReplyView, SupportRequestsView, SupportStateView
from .versions import CompareView, VersionListView, VersionView

SHA256 = "(?P<sha256>[0-9a-f]{64})"

urlpatterns = [
    path("funds/", non_atomic_requests(FundListView.as_view()), name="funds"),
    path("funds/facets/", non_atomic_requests(FacetsView.as_view()), name="fund-facets"),
    path("funds/<str:fund_id>/", non_atomic_requests(FundView.as_view()), name="fund"),
    path("funds/<str:fund_id>/versions/", non_atomic_requests(VersionListView.as_view()), name="versions"),
    path("funds/<str:fund_id>/versions/compare/", non_atomic_requests(CompareView.as_view()), name="compare"),
    path("funds/<str:fund_id>/versions/<int:version>/", non_atomic_requests(VersionView.as_view()), name="version"),
    path("funds/<str:fund_id>/versions/<int:version>/proof/", non_atomic_requests(ProofView.as_view()), name="proof"),
    path("funds/<str:fund_id>/provenance/", non_atomic_requests(ProvenanceView.as_view()), name="provenance"),
    path("funds/<str:fund_id>/figures/", non_atomic_requests(FiguresView.as_view()), name="figures"),
    path("record/", non_atomic_requests(RecordView.as_view()), name="record"),
    path("chain/", non_atomic_requests(ChainView.as_view()), name="chain"),
    path("chain/consistency/", non_atomic_requests(ConsistencyView.as_view()), name="consistency"),
    path("fund-groups/", non_atomic_requests(FundGroupListView.as_view()), name="fund-groups"),
    path("fund-groups/<str:slug>/", non_atomic_requests(FundGroupView.as_view()), name="fund-group"),
    path("umbrellas/", non_atomic_requests(UmbrellaListView.as_view()), name="umbrellas"),
    path("umbrellas/<path:umbrella_id>/", non_atomic_requests(UmbrellaView.as_view()), name="umbrella"),
    path("resolve/", non_atomic_requests(ResolveView.as_view()), name="resolve"),
    path("funds/<str:fund_id>/documents/", non_atomic_requests(FundDocumentsView.as_view()), name="fund-documents"),
    path("document-types/", non_atomic_requests(DocumentTypesView.as_view()), name="document-types"),
    path("documents/", non_atomic_requests(DocumentListView.as_view()), name="documents"),
    re_path(f"^documents/{SHA256}/$", non_atomic_requests(DocumentAboutView.as_view()), name="document-about"),
    re_path(f"^verify/{SHA256}$", non_atomic_requests(VerifyView.as_view()), name="verify"),
    re_path(rf"^documents/{SHA256}\.pdf$", non_atomic_requests(DocumentView.as_view()), name="document"),
    path("coverage/", non_atomic_requests(CoverageView.as_view()), name="coverage"),
    path("coverage/totals/", non_atomic_requests(CoverageTotalsView.as_view()), name="coverage-totals"),
    path("changes/", non_atomic_requests(ChangesView.as_view()), name="changes"),
    path("content-changes/", non_atomic_requests(ContentChangesView.as_view()), name="content-changes"),
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
    path("legal/<slug:kind>/acceptances/", AcceptancesView.as_view(), name="acceptances"),
    path(
        "legal/<slug:kind>/acceptances/<uuid:receipt>/",
        non_atomic_requests(AcceptanceView.as_view()),
        name="acceptance",
    ),
    path("redirects/", non_atomic_requests(RedirectsView.as_view()), name="redirects"),
    path("faq/", non_atomic_requests(FaqView.as_view()), name="faq"),
    path("help/", non_atomic_requests(HelpListView.as_view()), name="help"),
    path("help/<slug:article>/", non_atomic_requests(HelpArticleView.as_view()), name="help-article"),
    path("help/<slug:article>/feedback/", HelpFeedbackView.as_view(), name="help-feedback"),
    path("support-requests/", SupportRequestsView.as_view(), name="support-requests"),
    path("support-requests/form/", non_atomic_requests(SupportFormView.as_view()), name="support-form"),
    path("support-requests/read/", SupportStateView.as_view(), name="support-read"),
    path("support-requests/reply/", SupportReplyView.as_view(), name="support-reply"),
    path("news/", non_atomic_requests(NewsView.as_view()), name="news"),
    re_path(
        r"^images/(?P<sha256>[0-9a-f]{64})\.(?P<extension>webp|jpg|png)$",
        non_atomic_requests(ImageView.as_view()),
        name="image",
    ),
    path("preview/resolve/", PreviewView.as_view(), name="preview"),
    path("partner/", PartnerSelfView.as_view(), name="partner"),
    path("partner/keys/rotate/", RotateView.as_view(), name="partner-rotate"),
    path("partner/webhooks/", WebhooksView.as_view(), name="webhooks"),
    path("partner/webhooks/<int:endpoint_id>/deliveries/", DeliveriesView.as_view(), name="webhook-deliveries"),
    path("partner/webhooks/<int:endpoint_id>/replay/", ReplayView.as_view(), name="webhook-replay"),
    path("partner/webhooks/<int:endpoint_id>/resume/", ResumeView.as_view(), name="webhook-resume"),
    path("partner/webhooks/<int:endpoint_id>/secret/rotate/", SecretView.as_view(), name="webhook-secret"),
    path("status/", non_atomic_requests(StatusView.as_view()), name="status"),
    path("status/history/", non_atomic_requests(StatusHistoryView.as_view()), name="status-history"),
    path("problems/", non_atomic_requests(ProblemsView.as_view()), name="problems"),
    path("openapi.json", non_atomic_requests(SchemaView.as_view()), name="openapi"),
    re_path(r"", not_found),
]
