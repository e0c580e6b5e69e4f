"""Images: what was uploaded stays as it is, under a name that nothing else ever gets."""

import hashlib
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models.functions import Cast
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Revision

from cms.content.image_addresses import passing_address, public_address
from cms.content.uploads import without_metadata
from cms.moderation.errors import NotApprovedError


class PublicImage(AbstractImage):
    """An image that pages and banners show; its file is clean of metadata and never replaced.

    Alternative texts belong to the place that shows it. Title, tags, collection and focal point are for editors only:
    no public size is cut by the focal point.
    """

    admin_form_fields = ("title", "file", "description", "collection", "tags")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new upload cleaned; raises `NotApprovedError` when the file of a stored image would change."""
        if self._state.adding:
            self.file = self._cleaned()
            self._set_image_file_metadata()
            super().save(*args, **kwargs)
            self.file.close()
            return
        if self._file_differs():
            raise NotApprovedError(f"The file of “{self.title}” stays as it is: upload the new one as a new image.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete an image that no version of anything ever showed; raises `NotApprovedError` otherwise."""
        self.refuse_to_be_deleted()
        return super().delete(*args, **kwargs)

    def refuse_to_be_deleted(self) -> None:
        """Raise `NotApprovedError` when a version, draft or public, shows this image."""
        if is_in_a_version(self.pk):
            raise NotApprovedError(f"“{self.title}” is part of a page or banner, or was: its history needs it.")

    def create_renditions(self, *filters: Any) -> dict[Any, Any]:
        """One by one: Wagtail's way of making several at once passes by their `save()`, which names their bytes."""
        return {wanted: self.create_rendition(wanted) for wanted in filters}

    def get_upload_to(self, filename: str) -> str:
        """A name of its own, so that the address of an old file never shows another one."""
        return f"original_images/{uuid4().hex}{PurePath(filename).suffix.lower()}"

    def _cleaned(self) -> Any:
        return without_metadata(self.file)

    def _file_differs(self) -> bool:
        stored = type(self)._base_manager.filter(pk=self.pk).values_list("file", flat=True).first()
        return self.file.name != stored or not self.file._committed


class PublicRendition(AbstractRendition):
    """One size of a public image, made when the content that shows it is published; served by its SHA-256."""

    image = models.ForeignKey(PublicImage, on_delete=models.CASCADE, related_name="renditions")
    sha256 = models.CharField(max_length=64, db_index=True, editable=False, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Name the bytes before they are stored."""
        if not self.sha256:
            with self.file.open() as file:
                self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
                super().save(*args, **kwargs)
        else:
            super().save(*args, **kwargs)
        self.file.close()

    @property
    def url(self) -> str:
        """Its address for an hour: the admin's screens show what may never become public."""
        return passing_address(sha256=self.sha256, suffix=self.suffix)

    @property
    def public_url(self) -> str:
        """Its address as soon as something public shows it."""
        return public_address(sha256=self.sha256, suffix=self.suffix)

    @property
    def suffix(self) -> str:
        """The ending of its name, with the dot."""
        return PurePath(self.file.name).suffix

    def get_upload_to(self, filename: str) -> str:
        """Beside all other sizes; the name of the original makes it unique."""
        return f"images/{PurePath(filename).name}"


def is_in_a_version(image_id: int) -> bool:
    """Whether any version of anything, submitted or not, names this image."""
    mentions = Cast("content", models.TextField())
    versions = Revision.objects.annotate(mentions=mentions)
    return versions.filter(mentions__regex=rf'image\\*": *{image_id}[,}}\s]').exists()
