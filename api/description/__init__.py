"""What holds of every operation in the OpenAPI file, said in one place: problems, headers, examples, tags and links."""

from typing import Any, Final

from .operations import Operation
from .problems import PROBLEM_EXAMPLES, RESPONSES
from .promises import HEADERS, unchanged
from .tags import TAGS

DOCS: Final = "/api/docs/"


def complete(result: dict[str, Any], **_options: Any) -> dict[str, Any]:
    """Hook of drf-spectacular: say of each operation what the views needn't repeat."""
    result["servers"] = [{"url": "/", "description": "The host that serves this description."}]
    result["externalDocs"] = {"url": DOCS, "description": "The same for people."}
    result["tags"] = [{"name": name, "description": description} for name, description in TAGS.items()]
    result["components"] |= {
        "headers": HEADERS,
        "examples": PROBLEM_EXAMPLES,
        "responses": RESPONSES | {"unchanged": unchanged()},
    }
    for path, operations in result["paths"].items():
        for method, found in operations.items():
            Operation(path=path, method=method, described=found).complete()
    return result
