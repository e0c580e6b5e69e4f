"""Legal notices, version by version."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import Revision, TranslatableMixin

from cms.content.expansion import Expansion
from cms.content.html import FEATURES
from cms.content.payloads import LegalNotice as Payload
from cms.content.published_lock import PublishedLock
from cms.moderation.errors import NotApprovedError
from cms.moderation.snippets import Moderated

from .projected import Entry, Projected
from .published import PublishedContent


class LegalNotice(Projected, Moderated, TranslatableMixin):
    """One version of a legal notice: once approved it stays, as the one in force or as history."""

    class Kind(models.TextChoices):
        DISCLAIMER = "disclaimer", "Disclaimer"
        TERMS = "terms", "Terms of use"
        PRIVACY = "privacy", "Privacy"
        COOKIES = "cookies", "Cookies"

    kind_of_draft = "legal"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TERMS)
    version = models.CharField(max_length=20, help_text="As lawyers call it, such as 2026-1")
    effective_from = models.DateField(null=True, help_text="In force from the beginning of this day")
    title = models.CharField(max_length=120)
    body = RichTextField(features=FEATURES)
    must_be_accepted = models.BooleanField(
        "visitors must accept it",
        default=False,
        db_default=False,
        help_text="Disclaimers only: while it is in force, readers are asked before they see a fund or a document",
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("version"), FieldPanel("effective_from")]),
        FieldPanel("title"),
        FieldPanel("body"),
        FieldPanel("must_be_accepted"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "legal notice"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version} ({self.tag})"

    @property
    def never_withdrawn(self) -> str:
        """It stays as history."""
        return "A published legal notice stays readable for good: a later version takes its place on its day."

    def clean(self) -> None:
        """Refuse a version that exists already, and one that is to disappear."""
        super().clean()
        if self.version and self._others().filter(version=self.version).exists():
            raise ValidationError({"version": "There is a version of this name already."})
        if self.expire_at:
            raise ValidationError("A legal notice doesn't expire: a later version takes its place.")
        if self.must_be_accepted and self.kind != self.Kind.DISCLAIMER:
            raise ValidationError({"must_be_accepted": "The site asks visitors to accept the disclaimer only."})

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Keep a new draft; raises `NotApprovedError` once the notice was published."""
        if self.first_published_at:
            raise NotApprovedError(f"“{self}” was published and stays as it is: write a new version.")
        return super().save_revision(*args, **kwargs)

    def get_lock(self) -> Any:
        """Nobody edits what was published, and the screen says what to do instead."""
        if self.first_published_at:
            return PublishedLock(self)
        return super().get_lock()

    def entries(self, expansion: Expansion) -> Iterator[Entry]:
        """This version, from the day on which it takes effect."""
        yield Entry(
            kind=PublishedContent.Kind.LEGAL,
            key=self.kind,
            sort_key=f"{self.effective_from} {self.pk:010}",
            shown_from=timezone.make_aware(datetime.combine(self._first_day(), time.min)),
            payload=self.public(expansion),
        )

    def public(self, expansion: Expansion) -> Payload:
        """The wording with its digest; a draft may not have its first day yet."""
        return Payload(
            kind=self.kind,  # type: ignore[arg-type] # one of Kind
            locale=self.tag,
            version=self.version,
            effective_from=self.effective_from,  # type: ignore[arg-type] # what is published has one
            title=self.title,
            html=expansion.html(self.body),
            text_sha256=self.text_sha256(),
            must_be_accepted=self.must_be_accepted,
        )

    def text_sha256(self) -> str:
        """The digest of the wording as it was approved; where its links lead isn't part of it."""
        wording = (self.kind, self.tag, self.version, self.effective_from, self.title, self.body)
        return hashlib.sha256(msgspec.json.encode(wording)).hexdigest()

    def _first_day(self) -> date:
        if self.effective_from is None:
            raise ValidationError({"effective_from": "From which day on is it in force?"})
        return self.effective_from

    def _others(self) -> Any:
        same = type(self)._base_manager.filter(kind=self.kind, locale_id=self.locale_id)
        return same.exclude(pk=self.pk)
