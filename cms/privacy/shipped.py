"""What this product keeps of people; other applications add theirs."""

from typing import Final

from fundfeed.services import forget_old_messages

from . import forgetting
from .register import Entry

CONTRACT: Final = "running the register; the person works for us or for a provider"
DUTY: Final = "the duty to show who changed what"
SAFETY: Final = "keeping the installation safe"
ACTS: Final = ("locked_by", "by", "actor", "approved_by", "requested_by", "done_by", "owner", "uploaded_by_user")

SHIPPED: Final = (
    Entry(
        code="accounts",
        title="Accounts",
        fields=frozenset(
            ("accounts.User.*", "account.EmailAddress.*", "account.EmailConfirmation.*", "wagtailusers.UserProfile.*")
        )
        | {"accounts.User_groups.user", "accounts.User_user_permissions.user", "socialaccount.SocialAccount.*"},
        whose="people who sign in",
        why="to let them in, with their roles, and to mail them",
        basis=CONTRACT,
        keep="as long as the account; a person who left is deactivated",
        on_request="name, address and picture go; the number stays, and is called person-NUMBER from then on",
        erase=forgetting.accounts_of,
    ),
    Entry(
        code="second-factor",
        title="Second factors",
        fields=frozenset(("mfa.Authenticator.*", "wagtailcore.APIToken.*")),
        whose="people who sign in",
        why="to make sure who it is; the secret is encrypted",
        basis=SAFETY,
        keep="until another is set up",
        on_request="goes",
        erase=forgetting.second_factors_of,
    ),
    Entry(
        code="acts",
        title="Who did what",
        fields=frozenset(f"*.{name}" for name in ACTS)
        | {"access.AccessChange.person", "access.AccessChange.email", "preview.Preview.editor"}
        | {"privacy.PersonalDataRequest.person", "operations.MaintenanceOccurrence.said_by"}
        | {"incidents.Review.written_by"}
        | {"fundfeed.Provider.mapped_by", "fundfeed.Provider.mapping_approved_by", "fundfeed.Delivery.uploaded_by"}
        | {"fundfeed.Correction.withdrawn_by", "fundfeed.Correction.withdrawal_approved_by"}
        | {"fundfeed.Correction.retired_by", "partners.ApiKey.revoked_by", "wagtailcore.TaskState.finished_by"}
        | {"wagtailcore.Revision.user", "wagtailcore.ModelLogEntry.user", "wagtailcore.PageLogEntry.user"}
        | {"wagtailcore.Comment.user", "wagtailcore.Comment.resolved_by", "wagtailcore.CommentReply.user"}
        | {"wagtailcore.PageSubscription.user", "wagtailadmin.FormState.user"},
        whose="people who make, approve and publish",
        why="every decision of two people says whose it was",
        basis=DUTY,
        keep="for good, with what was decided",
        on_request="stays; what refers to the account shows person-NUMBER, a name that was written down as text stays",
    ),
    Entry(
        code="audit",
        title="Audit trail",
        fields=frozenset(
            f"audit.{model}.{field}"
            for model in ("AuditEvent", "RecordedAct")
            for field in ("actor_id", "actor", "address")
        ),
        whose="people who sign in, and whoever tries to",
        why="to show who did what, when and from where, unaltered",
        basis=DUTY,
        keep="for good: each event is part of a chain that removing one would break",
        on_request="stays as it was written, or the chain would be broken; screens and exports show person-NUMBER",
    ),
    Entry(
        code="attempts",
        title="Wrong passwords",
        fields=frozenset(("axes.AccessAttempt.*", "axes.AccessFailureLog.*", "axes.AccessLog.*")),
        whose="whoever tries to sign in",
        why="to lock out who guesses; counted for 15 minutes",
        basis=SAFETY,
        days=1,
        forget=forgetting.attempts,
        on_request="goes",
        erase=forgetting.attempts_of,
    ),
    Entry(
        code="sessions",
        title="Sessions",
        fields=frozenset(("sessions.Session.*",)),
        whose="people who sign in",
        why="to know who is signed in, and to show people where they are: browser, since when, last when; no address",
        basis=CONTRACT,
        days=1,
        forget=forgetting.sessions,
        on_request="goes",
        erase=forgetting.sessions_of,
        export=forgetting.sessions_told,
    ),
    Entry(
        code="editing-sessions",
        title="Open forms",
        fields=frozenset(("wagtailadmin.EditingSession.*",)),
        whose="people who edit",
        why="to tell two people that they edit the same thing",
        basis=CONTRACT,
        days=7,
        forget=forgetting.editing_sessions,
        on_request="goes within a week",
    ),
    Entry(
        code="previews",
        title="Previews",
        fields=frozenset(("preview.Preview.content",)),
        whose="people who edit",
        why="to show a draft to who made it",
        basis=CONTRACT,
        days=1,
        forget=forgetting.previews,
        on_request="goes a day after it ran out",
    ),
    Entry(
        code="mails",
        title="Mails",
        fields=frozenset(("fundfeed.Message.recipients", "fundfeed.Message.delivered", "fundfeed.Message.refused")),
        whose="people who are told of runs, decisions and changes",
        why="to send them once, and to show that they were sent",
        basis=DUTY,
        days=400,
        forget=forget_old_messages,
        on_request="goes after its time",
    ),
    Entry(
        code="partners",
        title="Contacts of partners",
        fields=frozenset(("partners.Partner.contact_person", "partners.Partner.contact_email")),
        whose="whom a partner named",
        why="to hand over keys, and to warn of changes",
        basis="the agreement with the partner",
        keep="as long as the partner has access; its earlier versions stay with the decisions",
        on_request="two people approve another contact",
    ),
    Entry(
        code="acceptances",
        title="Acceptances of legal notices",
        fields=frozenset(("content.LegalAcceptance.*",)),
        whose="visitors who accepted a wording; a random receipt, no address",
        why="to show which wording was accepted",
        basis="consent on record",
        keep="two years, then as numbers",
        on_request="nobody knows whose a receipt is but who holds it",
    ),
)
