"""Lists as JSON, beside the spreadsheets that Wagtail makes of them."""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.widgets.button import Button

JSON = "json"


class JsonExport(SpreadsheetExportMixin):
    """Offers the rows that the list shows, filtered as it is, as one JSON array, row by row."""

    FORMATS = (*SpreadsheetExportMixin.FORMATS, JSON)

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponseBase:
        """The rows in the form that was asked for."""
        if spreadsheet_format != JSON:
            answer: HttpResponseBase = super().as_spreadsheet(queryset, spreadsheet_format)
            return answer
        name = f'attachment; filename="{self.get_filename()}.json"'
        return StreamingHttpResponse(
            self._json(queryset), content_type="application/json", headers={"Content-Disposition": name}
        )

    def _json(self, queryset: QuerySet[Any]) -> Iterator[str]:
        yield "["
        for number, item in enumerate(queryset):
            yield "\n" if number == 0 else ",\n"
            yield json.dumps(self.to_row_dict(item), cls=DjangoJSONEncoder, ensure_ascii=False)
        yield "\n]\n"

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Wagtail's buttons and ours."""
        buttons: list[Any] = super().header_more_buttons
        if self.show_export_buttons:
            buttons = [*buttons, Button("Download JSON", url=self.get_export_url(JSON), icon_name="code", priority=110)]
        return buttons
