"""Actions in words, for the screen and its filters."""

from typing import Final

from django.utils.encoding import force_str
from wagtail.log_actions import registry

WORDS: Final = {
    "session.login": "Signed in",
    "session.logout": "Signed out",
    "session.refused": "Sign-in refused",
    "session.locked_out": "Locked out",
    "export.downloaded": "File downloaded",
    "preview.issued": "Preview opened",
    "user.created": "User created",
    "user.changed": "User changed",
    "user.deleted": "User deleted",
    "user.found": "User, when the trail began",
    "user.role.created": "Role given to a user",
    "user.role.deleted": "Role taken from a user",
    "user.role.found": "Role of a user, when the trail began",
    "user.permission.created": "Permission given to a user",
    "user.permission.deleted": "Permission taken from a user",
    "role.created": "Role created",
    "role.changed": "Role renamed",
    "role.deleted": "Role deleted",
    "role.found": "Role, when the trail began",
    "role.permission.created": "Permission given to a role",
    "role.permission.deleted": "Permission taken from a role",
    "role.permission.found": "Permission of a role, when the trail began",
    "feed.run.ended": "Feed run ended",
    "feed.decision.created": "Delivery decided",
    "feed.correction.created": "Correction made",
    "feed.correction.changed": "Correction retired",
    "feed.provider.created": "Provider registered",
    "feed.provider.changed": "Provider changed",
    "feed.limit.created": "Limit set",
    "feed.limit.changed": "Limit changed",
    "feed.limit.deleted": "Limit removed",
    "feed.document_type.created": "Document type added",
    "feed.document_type.changed": "Document type changed",
    "feed.document_type.found": "Document type, when it began to be watched",
    "projection.differs": "Public content differs from what was approved",
    "words.editorial.created": "Editorial begun",
    "words.editorial.changed": "Editorial changed in public",
    "words.upload.created": "Document uploaded by hand",
    "words.upload.changed": "Uploaded document changed in public",
    "words.decision.created": "Decision about a delivery begun",
    "words.decision.changed": "Decision about a delivery moved on",
    "words.document_type.created": "Document type proposed",
    "words.document_type.changed": "Document type changed by approval",
    "words.document_type.found": "Proposal of a document type, when it began to be watched",
    "words.policy.created": "Feed policy begun",
    "words.policy.changed": "Feed policy changed",
    "words.partner.created": "Partner begun",
    "words.partner.changed": "Partner changed",
    "words.key_request.created": "Request for a key begun",
    "words.key_request.changed": "Request for a key moved on",
    "partner.claimed": "Partner opened its link",
    "partner.key.created": "API key made",
    "partner.key.first_used": "API key used for the first time",
    "partner.key.rotated": "API key rotated",
    "partner.key.revoked": "API key revoked",
    "partner.webhook.paused": "Webhook paused",
    "partner.webhook.resumed": "Webhook resumed",
    "partner.webhook.secret_rotated": "Secret of a webhook rotated",
    "recovery.backup.created": "Backup made or failed",
    "recovery.drill.created": "Backup restored on trial",
    "drill.held": "Drill held",
    "operations.checklist.created": "Item of a checklist seen to",
    "operations.maintenance.created": "Maintenance began",
    "operations.maintenance.changed": "Maintenance said to be over, to take longer, or its impact written",
    "support.account.looked_up": "Account looked up by support",
    "words.article.created": "Help article begun",
    "words.article.changed": "Help article changed by approval",
    "case.created": "Case opened",
    "case.changed": "Case changed",
    "case.entry.created": "Line of a timeline written",
    "words.case_times.created": "Times of cases begun",
    "words.case_times.changed": "Times of cases changed",
    "words.threshold.created": "Threshold begun",
    "words.threshold.changed": "Threshold changed",
    "words.legal.created": "Legal notice begun",
    "words.legal.changed": "Legal notice changed in public",
}


def action(code: str) -> str:
    """An action in words: ours, Wagtail's, or what its code says."""
    if code in WORDS:
        return WORDS[code]
    if registry.action_exists(code):
        return force_str(registry.get_action_label(code))
    return code.replace(".", " ").replace("_", " ").capitalize()
