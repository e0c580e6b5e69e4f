"""Articles as colleagues read them: everything approved, those that never leave the admin too."""

from typing import Any, Final

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from cms.operations.checks.known import registered

from .articles import approved
from .models import HelpArticle

INDEX: Final = "support_articles"
ARTICLE: Final = "support_article"
POLICY: Final = ModelPermissionPolicy(HelpArticle)
LONGEST: Final = 200


class _Reading(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Refuses those who may not read articles."""

    permission_policy = POLICY
    permission_required = "view"
    header_icon = "help"


class ArticlesView(_Reading):
    """All approved articles by category, or those that hold some words."""

    template_name = "support/articles.html"
    page_title = "Articles"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last one is the page's heading."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was asked for, and what was found."""
        words = self.request.GET.get("q", "")[:LONGEST]
        return super().get_context_data(words=words, articles=approved(words=words), **kwargs)


class ArticleView(_Reading):
    """One approved article, with what it is about in the admin."""

    template_name = "support/article.html"

    def setup(self, *args: Any, **kwargs: Any) -> None:
        """Find the article first: the page bears its title."""
        super().setup(*args, **kwargs)
        rows = HelpArticle.objects.filter(live=True, slug=kwargs["slug"], locale__language_code="en")
        self.article = rows.first()

    def get_page_title(self) -> str:
        """The article's own."""
        if self.article is None:
            raise Http404("No approved article has this address.")
        return self.article.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the list."""
        above = {"url": reverse(INDEX), "label": "Articles"}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The article, and the check that it is about."""
        about = {check.name: check for check in registered()}
        check = about.get(self.article.check_name) if self.article else None
        return super().get_context_data(article=self.article, check=check, **kwargs)
