"""The form people sign in by."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """User name and password, with labels instead of placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autofocus"] = True
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
