"""Whether a file store of S3 keeps what was overwritten: asked of the store itself."""

from typing import Any, Final

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Caution
from django.core.files.storage import storages

UNVERSIONED: Final = "fundrepo.W010"
UNASKED: Final = "fundrepo.W011"
TOLD: Final = {
    UNVERSIONED: ("The bucket keeps no versions: what is overwritten or deleted is gone.", "Switch versioning on."),
    UNASKED: ("The bucket doesn't say whether it keeps versions.", "Allow s3:GetBucketVersioning to our key."),
}


@register(Tags.security, deploy=True)
def check_versions(**_: Any) -> list[CheckMessage]:
    """A warning when the archive's bucket keeps no versions."""
    from botocore.exceptions import BotoCoreError, ClientError  # a heavy import that a local disk doesn't need

    bucket = getattr(storages["archive"], "bucket", None)
    if bucket is None:
        return []
    try:
        found = bucket.meta.client.get_bucket_versioning(Bucket=bucket.name)
    except (BotoCoreError, ClientError):
        return [_message(UNASKED)]
    return [] if found.get("Status") == "Enabled" else [_message(UNVERSIONED)]


def _message(id_: str) -> CheckMessage:
    what, remedy = TOLD[id_]
    return Caution(what, hint=remedy, id=id_)
