"""Pages of the manual, and its pictures, for everybody who may enter the admin."""

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .addresses import address_of
from .library import INDEX, pictures
from .pages import manual, page_called

if TYPE_CHECKING:
    from .rendering import Page

READ_AGAIN_SECONDS = 3600


class PageView(WagtailAdminTemplateMixin, TemplateView):
    """One text; without a name the one that says who reads which."""

    template_name = "manual/page.html"
    header_icon = "doc-full-inverse"
    http_method_names = ["get", "head", "options"]

    def get_page_title(self) -> str:
        """What the text calls itself."""
        return self._page.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The manual, and the page in it."""
        above = [] if self._name == INDEX else [{"url": address_of(INDEX), "label": "Manual"}]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self._page.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The text, its sections, and all pages of the manual."""
        return super().get_context_data(page=self._page, pages=manual(), here=address_of(self._name), **kwargs)

    @property
    def _name(self) -> str:
        return str(self.kwargs.get("name", INDEX))

    @property
    def _page(self) -> "Page":
        page = page_called(self._name)
        if page is None:
            raise Http404("There is no such page in the manual.")
        return page


@require_safe
def picture(_request: HttpRequest, name: str) -> FileResponse:
    """A picture of the manual."""
    path = pictures().get(name)
    if path is None:
        raise Http404("There is no such picture in the manual.")
    answer = FileResponse(path.open("rb"), content_type="image/webp")
    answer["Cache-Control"] = f"private, max-age={READ_AGAIN_SECONDS}"
    return answer
