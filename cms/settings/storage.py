"""Where received bytes and documents are kept: a local directory by default, S3 by setting."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from .environment import BASE_DIR, env


def _s3(url: str) -> dict[str, Any]:
    """Options for `s3://key:secret@host:port/bucket?scheme=http`; without a host, `s3://bucket` means AWS."""
    parts = urlsplit(url)
    options: dict[str, Any] = {"default_acl": None, "file_overwrite": True, "querystring_auth": True}
    if parts.username:
        scheme = parse_qs(parts.query).get("scheme", ["https"])[0]
        options |= {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password or ""),
            "endpoint_url": f"{scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
            "bucket_name": parts.path.strip("/"),
        }
    else:
        options["bucket_name"] = parts.hostname
    return options


def backend(url: str, *, folder: str) -> dict[str, Any]:
    """The Django storage for one folder below `STORAGE_URL`."""
    parts = urlsplit(url)
    if parts.scheme == "s3":
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3(url) | {"location": folder}}
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": f"{unquote(parts.path)}/{folder}"},
    }


def bucket_of(url: str) -> tuple[str, dict[str, str]]:
    """The bucket that an address of S3 names, and what a client of its own needs for it."""
    stated = _s3(url)
    names = {"access_key": "aws_access_key_id", "secret_key": "aws_secret_access_key", "endpoint_url": "endpoint_url"}
    return stated["bucket_name"], {theirs: stated[ours] for ours, theirs in names.items() if ours in stated}


_url = env.storage_url or f"file://{BASE_DIR}/.state/storage"

# Beside the archive, so that a complete file is taken over by renaming it.
_local = Path(unquote(urlsplit(_url).path)) if _url.startswith("file:") else Path("/var/tmp/fund-repository")  # noqa: S108
FEED_STAGING_DIR = env.feed_staging_dir or _local / "staging"

STORAGES = {
    "default": backend(_url, folder="media"),
    "archive": backend(_url, folder="archive"),
    "bulk": backend(_url, folder="bulk"),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
