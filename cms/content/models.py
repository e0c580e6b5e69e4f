"""What editors publish. Custom image and page bases from the first day, because Wagtail can't swap them later."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class PublicImage(AbstractImage):
    """An image that pages and banners show to the public."""

    admin_form_fields = Image.admin_form_fields


class PublicRendition(AbstractRendition):
    """One size of a public image, made when the content that shows it is published."""

    image = models.ForeignKey(PublicImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"),
        ]
