"""What is asked for on the screens of incidents."""

from typing import Any

from django import forms

from cms.accounts.models import User
from cms.cases.kinds import PRIORITIES

from ..models import Incident, Review, ReviewAction

LONGEST = 10_000


def _long(label: str, *, rows: int = 3, required: bool = True, help_text: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, widget=area, required=required, help_text=help_text)


class NoteForm(forms.Form):
    """A line for the timeline."""

    note = _long("Note", rows=2)


class PriorityForm(forms.Form):
    """Another priority, and why."""

    priority = forms.ChoiceField(choices=[(name, name) for name in PRIORITIES])
    reason = forms.CharField(label="Why", max_length=500)


class CallForm(forms.Form):
    """Where people meet."""

    where = forms.CharField(label="Number or address of the call", max_length=300)


class ResolveForm(forms.Form):
    """What caused it, and what ended it."""

    root_cause = _long("What caused it")
    resolution = _long("What ended it")


class CloseForm(forms.Form):
    """A last word."""

    note = _long("Why it can be closed", rows=2, required=False, help_text="Needed when it was never resolved")


class DescribeForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """What is known of it."""

    class Meta:
        model = Incident
        fields = ("symptoms", "affected", "impact", "security_class")
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("symptoms", "impact")}


class ReportForm(DescribeForm):
    """An incident that somebody saw."""

    title = forms.CharField(label="What is wrong, in one sentence", max_length=200)
    priority = PriorityForm.base_fields["priority"]
    field_order = ("title", "priority", "symptoms", "affected", "impact", "security_class")


class ReviewForm(forms.ModelForm):  # type: ignore[type-arg] # as above
    """What was learnt."""

    class Meta:
        model = Review
        fields = ("held_on", "contributing", "impact", "lessons")
        widgets = {
            "held_on": forms.DateInput(attrs={"type": "date"}),
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("contributing", "impact", "lessons")},
        }


class ActionForm(forms.ModelForm):  # type: ignore[type-arg] # as above
    """What is to be done, by whom and until when."""

    class Meta:
        model = ReviewAction
        fields = ("kind", "text", "owner", "due")
        widgets = {"due": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, provider=None).order_by("username")
        self.fields["owner"].queryset = people  # type: ignore[attr-defined] # a choice of rows


class TellForm(forms.Form):
    """A mail, or what the public is to read."""

    subject = forms.CharField(max_length=150)
    text = _long("Text", rows=10)


class PublicForm(TellForm):
    """The same in both languages."""

    subject_zh_hant = forms.CharField(label="Subject in Chinese (traditional)", max_length=150)
    text_zh_hant = _long("Text in Chinese (traditional)", rows=6)
    field_order = ("subject", "text", "subject_zh_hant", "text_zh_hant")
