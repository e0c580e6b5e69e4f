"""Permissions of roles as a step of a migration, because Django makes its own only after the last one."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import migrations

MAKE: Final = ("add", "change", "view")
LOOK: Final = ("view",)


def grant(app_label: str, model: str, name: str, roles: Mapping[str, tuple[str, ...]]) -> migrations.RunPython:
    """Give each role its actions on one model; `name` is the model's verbose name, as Django spells permissions."""

    def give(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - the signature is Django's
        for role, actions in roles.items():
            group, _ = apps.get_model("auth.Group").objects.get_or_create(name=role)
            group.permissions.add(*(_permission(apps, app_label, model, name, action) for action in actions))

    return migrations.RunPython(give, migrations.RunPython.noop)


def _permission(apps: Any, app_label: str, model: str, name: str, action: str) -> Any:
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label=app_label, model=model)
    permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {name}"}
    )
    return permission
