"""What two people decide by hand has a readable name in the trail, and not its table's and number."""

from importlib import import_module

from django.db import migrations

OWN_NAMES = """
        WHEN 'funds_documentupload' THEN coalesce(nullif(entry ->> 'title_en', ''), 'Untitled')
            || coalesce(' (' || (entry ->> 'fund_id') || ')', '')
        WHEN 'funds_fundeditorial' THEN 'Editorial of ' || coalesce(entry ->> 'fund_id', 'no fund yet')
        WHEN 'feeds_deliverydecision' THEN replace(entry ->> 'kind', '_', ' ') || ': ' || coalesce(
            (SELECT nullif(delivery_id, '') FROM fundfeed_delivery WHERE id = (entry ->> 'delivery_id')::bigint),
            'delivery ' || (entry ->> 'delivery_id'), 'none chosen')
        WHEN 'feeds_feedpolicy' THEN 'Policy for ' || coalesce(
            (SELECT code FROM fundfeed_provider WHERE id = (entry ->> 'provider_id')::bigint), 'no provider yet')
        WHEN 'content_legalnotice' THEN initcap(entry ->> 'kind') || ' ' || (entry ->> 'version')
"""


def as_before():
    """The function as the second migration made it."""
    pieces = import_module("cms.audit.migrations.0002_chain").FUNCTIONS.split("CREATE FUNCTION ")
    (label,) = (piece for piece in pieces if piece.startswith("audit_label("))
    return f"CREATE OR REPLACE FUNCTION {label}"


def with_own_names():
    """The function with names for what editors and operators propose."""
    return as_before().replace("\n    END, entry ->> 'username'", f"{OWN_NAMES}    END, entry ->> 'username'")


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_words")]

    operations = [migrations.RunSQL(with_own_names(), as_before())]
