"""Abstract pictures, drawn the same way every time."""

import math
from io import BytesIO
from typing import Final

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

from cms.content.models import PublicImage

SIZE: Final = (1600, 600)
Colour = tuple[int, int, int]


def picture(*, title: str, dark: Colour, light: Colour, waves: int) -> PublicImage:
    """An image of soft waves between two colours; the one of that title when it is there already."""
    stored = PublicImage.objects.filter(title=title).first()
    if stored:
        return stored
    written = BytesIO()
    _draw(dark, light, waves).save(written, "JPEG", quality=90)
    return PublicImage.objects.create(title=title, file=ContentFile(written.getvalue(), name="waves.jpg"))


def _draw(dark: Colour, light: Colour, waves: int) -> Image.Image:
    canvas = Image.new("RGB", SIZE, light)
    pen = ImageDraw.Draw(canvas)
    width, height = SIZE
    for number in range(waves):
        share = (number + 1) / waves
        colour = tuple(round(a + (b - a) * share) for a, b in zip(light, dark, strict=True))
        level = height * (0.15 + 0.75 * share)
        line = [
            (x, level + height * 0.09 * math.sin(x / width * math.tau * (1 + number / 3) + number * 1.7))
            for x in range(0, width + 20, 20)
        ]
        pen.polygon([*line, (width, height), (0, height)], fill=colour)
    return canvas.filter(ImageFilter.GaussianBlur(1.5))
