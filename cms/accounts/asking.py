"""A screen that asks why before something is taken away."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .models import User


class ReasonForm(forms.Form):
    """Why it should happen."""

    def __init__(self, *args: Any, longest: int, help_text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = forms.Textarea(attrs={"rows": 3})
        self.fields["reason"] = forms.CharField(max_length=longest, widget=said, help_text=help_text)


class AskWhyView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg] # not generic at run time
    """Turns away whoever may not, and asks everybody else why; what happens then is for `form_valid`."""

    form_class = ReasonForm
    longest: ClassVar[int] = 1000
    help_text: ClassVar[str]

    @property
    def subject(self) -> Any:
        """What it is about."""
        raise NotImplementedError

    @property
    def way_back(self) -> tuple[str, str]:
        """Label and address of where the question was asked for."""
        raise NotImplementedError

    def may_ask(self) -> bool:
        """Whether this person may do it."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn away whoever may not."""
        if not self.may_ask():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the form says beside its question."""
        return super().get_form_kwargs() | {"longest": self.longest, "help_text": self.help_text}

    def get_page_subtitle(self) -> str:
        """What it is about."""
        return str(self.subject)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back; the last one is the page's heading."""
        label, address = self.way_back
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, {"url": address, "label": label}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The subject beside the form, and where *Cancel* leads."""
        return super().get_context_data(**kwargs) | {"subject": self.subject, "back": self.way_back[1]}


class AskWhyAboutPersonView(AskWhyView):
    """The same about somebody in the list of users."""

    @cached_property
    def subject(self) -> User:
        """Whom it is about."""
        return get_object_or_404(User, pk=self.kwargs["pk"])

    @property
    def way_back(self) -> tuple[str, str]:
        """The list."""
        return "Users", reverse("wagtailusers_users:index")
