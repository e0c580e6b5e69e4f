"""The headers that answers bear."""

from http import HTTPStatus
from typing import Any, Final


def _header(description: str, example: str, *, required: bool = False) -> dict[str, Any]:
    return {"description": description, "required": required, "schema": {"type": "string"}, "example": example}


HEADERS: Final = {
    "X-Request-ID": _header(
        "What our log knows this request by; yours, when you sent one of 8 to 64 letters, digits, `.`, `_`, `-`.",
        "5b9e0b3c0cf34aa4a1d0a1e6d3f0f7c2",
        required=True,
    ),
    "ETag": _header(
        "Stays the same while the answer does. Send it back as `If-None-Match`.",
        '"3f0a377ba0a4a460ecb616f6507ce0d8cfa3e704025d4fda3ed0c5ca05468728"',
        required=True,
    ),
    "Last-Modified": _header(
        "Since when the answer is as it is. Send it back as `If-Modified-Since` if you keep no `ETag`.",
        "Thu, 19 Nov 2026 14:40:00 GMT",
    ),
    "Cache-Control": _header(
        "How long the answer may be kept, and by whom.",
        "public, max-age=0, s-maxage=30, stale-while-revalidate=300",
        required=True,
    ),
    "RateLimit": _header(
        "What is left of the quota (`r`), and in how many seconds it is whole again (`t`). Absent while nobody counts.",
        '"default";r=119;t=60',
    ),
    "RateLimit-Policy": _header(
        "The quota: how many requests (`q`) in how many seconds (`w`).", '"default";q=120;w=60'
    ),
    "Retry-After": _header("After how many seconds to ask again.", "5", required=True),
    "WWW-Authenticate": _header(
        "How to show a key: as a bearer token.", 'Bearer realm="Fund Repository"', required=True
    ),
    "Content-Location": _header("With `asOf`: the address of the version that was public that day.", "versions/1/"),
    "Record-State": _header(
        "The `state` of the record (`/record/`) in which this was read: the answer holds while the state is the same. "
        "Absent where the API didn't know it.",
        "5d0c0e3c7a1f4a52b6f1d53c1c0f8e4b",
    ),
    "Content-Disposition": _header("The name to save the file under.", 'inline; filename="Annual report.pdf"'),
    "Accept-Ranges": _header("Parts of the file may be asked for with `Range`.", "bytes"),
    "Content-Range": _header(
        "Which bytes these are, and how many there are at all.", "bytes 0-65535/284301", required=True
    ),
    "Repr-Digest": _header("The SHA-256 of the whole file, base64.", "sha-256=:PwoHe6CkpGDsthb2UHzg2M+=:"),
    "Deprecation": _header("Since when the address is deprecated; absent as long as it isn't.", "@1772323200"),
    "Sunset": _header("When a deprecated address ends.", "Mon, 01 Mar 2027 00:00:00 GMT"),
    "Link": _header(
        "The pages beside a table, and what takes the place of a deprecated address.",
        '</api/v1/funds/>; rel="successor-version"',
    ),
    "Vary": _header("What else the answer depends on, where the address doesn't say all.", "Accept, Accept-Encoding"),
    "Content-Language": _header("The language of what editors wrote; English where ours is missing.", "zh-Hant"),
}
COMMON: Final = ("X-Request-ID", "Cache-Control", "RateLimit", "RateLimit-Policy")
OF_SUCCESS: Final = ("Deprecation", "Sunset", "Link", "Vary")
OF_FILES: Final = ("Accept-Ranges", "Content-Disposition")
OF_STATUS: Final = {
    200: OF_SUCCESS,
    201: OF_SUCCESS,
    202: OF_SUCCESS,
    206: (*OF_SUCCESS, "Content-Range"),
    304: ("ETag", "Last-Modified"),
    401: ("WWW-Authenticate",),
    416: ("Content-Range",),
    429: ("Retry-After",),
    503: ("Retry-After",),
}


def headers_of(status: int, *more: str) -> dict[str, Any]:
    """The headers of an answer with this status, and more, by reference."""
    names = (*COMMON, *OF_STATUS.get(status, ()), *more)
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def unchanged(*more: str) -> dict[str, Any]:
    """The answer to whoever has it already, with these headers besides."""
    description = "Nothing has changed since the answer whose `ETag` was sent."
    return {"description": description, "headers": headers_of(HTTPStatus.NOT_MODIFIED, *more)}
