"""The form of an image: its file is chosen once."""

from typing import Any

from wagtail.images.forms import BaseImageForm


class PublicImageForm(BaseImageForm):
    """Uploads a file, and later changes words about it only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("file", None)
