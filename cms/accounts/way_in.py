"""Which addresses are the way into the admin, open to whoever isn't in yet."""

import re

from django.urls import ResolverMatch

# The pages of the sign-in, and what every page of the admin is made of.
NAMES = re.compile(r"(account|mfa|openid_connect|socialaccount)_|wagtailadmin_(logout|sprite|javascript_catalog)$")


def is_the_way_in(match: ResolverMatch | None) -> bool:
    """Whether an address belongs to the sign-in."""
    return bool(match and match.url_name and NAMES.match(match.url_name))
