"""Whom to ask."""

from typing import Any

from wagtail.blocks import CharBlock, EmailBlock, RegexBlock, StructBlock, TextBlock

from cms.content.expansion import Expansion
from cms.content.payloads import ContactBlock as Payload

NOT_A_NUMBER = {"invalid": "A telephone number begins with + and the country, such as +852 2123 4567."}


class ContactBlock(StructBlock):
    """A person or an office."""

    name = CharBlock(max_length=120)
    role = CharBlock(required=False, max_length=120)
    email = EmailBlock(required=False, label="E-mail")
    telephone = RegexBlock(regex=r"^\+[0-9][0-9 ]{5,20}$", required=False, error_messages=NOT_A_NUMBER)
    address = TextBlock(required=False, rows=4)

    def get_api_representation(self, value: Any, context: Expansion) -> Payload:  # noqa: ARG002 - nothing to resolve
        """The address line by line."""
        return Payload(
            name=value["name"],
            role=value["role"] or "",
            email=value["email"] or "",
            telephone=value["telephone"] or "",
            address=tuple(filter(None, map(str.strip, (value["address"] or "").splitlines()))),
        )

    class Meta:
        icon = "user"
