"""Drafts that somebody looks at right now."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Preview(models.Model):
    """One draft as one editor saw it; who holds the token reads it while that editor stays signed in.

    The token itself is nowhere in the database. Signing out deletes the session, and with it its previews.
    """

    token_sha256 = models.CharField(primary_key=True, max_length=64)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=40, blank=True, help_text="Empty: it was never saved")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"
