"""The page of the manual that shows what each role may do, made of what the database holds."""

from collections.abc import Iterable
from pathlib import Path

from django.contrib.auth.models import Group, Permission

from .roles import ROLES

MANUAL = Path(__file__).parents[2] / "docs" / "manual" / "roles.md"
HEAD = """\
# Roles

What each role may do in the admin. This page is made by `manage.py write_roles`; a test holds it against the database.

- Nobody publishes, deletes or locks what two people decide about, superusers included: it goes through the gate.
- Nobody writes facts. The feed does.
- *make* is to draft, change and submit; *see* is to read lists, pages and exports.
- Whoever is to approve is told by the workflow, not by this table.

"""
FOOT = """
Several roles of one person add up. Who has which role now, and whether they use it, is in the report *Access review*.
How people come in, and what is asked of them, stands in [people.md](people.md).
"""
WORDS = {"add": "make", "change": "make", "view": "see", "access": "sign in to", "unlock": "let in again"}
NAMES = {"wagtailadmin.admin": "the admin"}


def manual() -> str:
    """The whole page."""
    groups = {group.name: group for group in Group.objects.prefetch_related("permissions__content_type")}
    rows = [f"| {role} | {_cell(groups[role].permissions.all())} |\n" for role in ROLES]
    return HEAD + "| role | may |\n|---|---|\n" + "".join(rows) + FOOT


def _cell(permissions: Iterable[Permission]) -> str:
    told: dict[str, set[str]] = {}
    for permission in permissions:
        verb = permission.codename.partition("_")[0]
        told.setdefault(WORDS.get(verb, verb), set()).add(_thing(permission))
    makes = told.get("make", set())
    if "see" in told:
        told["see"] -= makes
    return "; ".join(f"**{word}** {', '.join(sorted(told[word]))}" for word in sorted(told) if told[word])


def _thing(permission: Permission) -> str:
    kind = permission.content_type
    model = kind.model_class()
    named = str(model._meta.verbose_name_plural) if model else kind.model
    return NAMES.get(f"{kind.app_label}.{kind.model}", named)
