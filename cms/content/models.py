"""What editors publish. Custom image and page bases from the first day, because Wagtail can't swap them later."""

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail_headless_preview.models import HeadlessMixin

from cms.moderation.pages import ModeratedPage


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


class RepositoryPage(HeadlessMixin, ModeratedPage):
    """A page of the public site: this back end never renders it, drafts are previewed in the front end."""

    class Meta:
        abstract = True


class HomePage(RepositoryPage):
    """The front page of the public site, one for each language."""

    introduction = RichTextField(blank=True, features=["bold", "italic", "link", "ol", "ul"])

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["wagtailcore.Page"]
    max_count = len(settings.WAGTAIL_CONTENT_LANGUAGES)

    class Meta:
        verbose_name = "home page"
