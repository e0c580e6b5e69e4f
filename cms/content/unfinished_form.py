"""The form of a snippet of which a draft may be unfinished."""

from wagtail.admin.forms.models import WagtailAdminModelForm


class UnfinishedForm(WagtailAdminModelForm):
    """Asks for what is missing when the snippet is submitted, as Wagtail does with required fields."""

    def _post_clean(self) -> None:
        self.instance.is_unfinished = self.is_deferred_validation
        super()._post_clean()
