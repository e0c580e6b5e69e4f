"""What a person may do from now on: proposed by one, approved by another, and neither of them is that person."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.accounts.granting import set_access
from cms.accounts.models import User
from cms.accounts.people import outsiders_faults
from cms.accounts.roles import ROLES
from cms.accounts.second_factor import forget_second_factor
from cms.accounts.telling import tell, told_together
from cms.moderation.about_somebody import AboutSomebody
from cms.moderation.approval import Approval
from cms.moderation.errors import NotApprovedError
from fundfeed.models import Provider

from .forms import AccessChangeForm

OWN_ACCESS = "This is about your own access, so other people propose it and decide about it."
CARRIED_OUT = "This was carried out already. Propose a new change instead."


class AccessChange(AboutSomebody):
    """Everything that one person may do once this is approved; it counts once."""

    refusal_to_the_person = OWN_ACCESS
    unseen_fields = frozenset({"applied_at"})

    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    roles = models.JSONField(default=list, blank=True, help_text="All that the person has afterwards")
    email = models.EmailField("address", help_text="Where mails go, those that set a new password included")
    provider = models.ForeignKey(
        Provider,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="information provider",
        help_text="Only for the role Information provider: whose deliveries this person sees",
    )
    is_active = models.BooleanField("may sign in", default=True)
    is_superuser = models.BooleanField("superuser", default=False, help_text="Sees every screen; publishes nothing")
    forgets_second_factor = models.BooleanField(
        "forget the second factor", default=False, help_text="After a lost phone: the next sign-in sets up another"
    )
    reason = models.TextField(help_text="Kept for good, with the names of both people")
    applied_at = models.DateTimeField("carried out", null=True, editable=False)

    panels = [
        FieldPanel("person"),
        FieldPanel("roles"),
        FieldPanel("provider"),
        MultiFieldPanel(
            [
                FieldPanel("email"),
                FieldRowPanel([FieldPanel("is_active"), FieldPanel("is_superuser")]),
                FieldPanel("forgets_second_factor"),
            ],
            heading="Signing in",
        ),
        FieldPanel("reason"),
    ]
    base_form_class = AccessChangeForm

    class Meta:
        verbose_name = "change of access"
        verbose_name_plural = "changes of access"

    def __str__(self) -> str:
        return f"Access of {self.person or 'nobody yet'}"

    @classmethod
    def of_now(cls, person: User) -> "AccessChange":
        """What `person` may do at this moment, in the same form."""
        return cls(
            person=person,
            roles=sorted(person.groups.values_list("name", flat=True)),
            email=person.email,
            provider=person.provider,
            is_active=person.is_active,
            is_superuser=person.is_superuser,
        )

    def clean(self) -> None:
        """Refuse unknown roles, a mixture of our people and a provider's, and any change of what was carried out."""
        super().clean()
        if self.applied_at:
            raise ValidationError(CARRIED_OUT)
        if unknown := set(self.roles) - set(ROLES):
            raise ValidationError({"roles": f"There is no role {', '.join(sorted(unknown))}."})
        faults = outsiders_faults(
            roles=set(self.roles), has_provider=self.provider is not None, is_superuser=self.is_superuser
        )
        if faults:
            raise ValidationError(faults)

    def holds_now(self) -> "AccessChange | None":
        """What the person may do now, for a review to compare with; first rights are told with the address."""
        if self.person is None:
            return None
        now = self.of_now(self.person)
        now.person = None
        if not now.roles:
            now.email = ""  # one person alone wrote it into the new account, so a second one has to see it
        return now

    def take_effect(self, approval: Approval) -> None:
        """Give the person what was approved, once; raises `NotApprovedError` when the person had a hand in it."""
        if self._has_run_out():
            return
        if self.applied_at:
            raise NotApprovedError(CARRIED_OUT)
        self.refuse_the_persons_hand(approval)
        with told_together():
            self._carry_out(approval)
        self.applied_at = timezone.now()
        self.save(update_fields=["applied_at"])

    def _carry_out(self, approval: Approval) -> None:
        person = User.objects.select_for_update().get(pk=cast(int, self.person_id))
        set_access(person=person, roles=self.roles, **self._rights())
        if self.forgets_second_factor and forget_second_factor(person):
            tell(f"The second factor of {person} was forgotten; the next sign-in sets up another.", also=[person.email])
        tell(f"Proposed by {approval.proposed_by}, approved by {approval.approved_by}. Reason: {self.reason}")

    def _rights(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("email", "provider", "is_active", "is_superuser")}
