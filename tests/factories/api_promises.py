"""What a change of the API's description breaks for a program that was written against an older one.

What is sent may only be accepted more widely; what is answered may only be promised more narrowly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")
PROBLEM = "application/problem+json"


def broken(old: Json, new: Json) -> list[str]:
    """Each promise of `old` that `new` doesn't keep, as a sentence that begins with its place."""
    found: list[str] = []
    for path, operations in old["paths"].items():
        for method in (one for one in METHODS if one in operations):
            then, now = operations[method], new["paths"].get(path, {}).get(method)
            place = f"{method.upper()} {path}"
            found += _Comparison(old, new).of_operation(place, then, now) if now else [f"{place}: is gone"]
    return found


@dataclass
class _Comparison:
    """Of two descriptions; shapes that lead back to themselves are compared once."""

    old: Json
    new: Json
    seen: set[tuple[str, str, bool]] = field(default_factory=set)

    def of_operation(self, place: str, then: Json, now: Json) -> Iterator[str]:
        yield from self._of_parameters(place, then, now)
        for media, body in then.get("requestBody", {}).get("content", {}).items():
            yield from self._of_media(f"{place} body", media, body, now.get("requestBody", {}), is_sent=True)
        for status, answer in then["responses"].items():
            for media, body in answer.get("content", {}).items():
                if media != PROBLEM:
                    answered = now["responses"].get(status, {})
                    yield from self._of_media(f"{place} {status}", media, body, answered, is_sent=False)

    def of_shape(self, place: str, then: Json, now: Json, *, is_sent: bool) -> Iterator[str]:
        """What breaks from one shape to the other."""
        names = (then.get("$ref", ""), now.get("$ref", ""), is_sent)
        if all(names[:2]) and names in self.seen:
            return
        self.seen.add(names)
        before, after = _variants(then, self.old), _variants(now, self.new)
        must_fit, offered = (before, after) if is_sent else (after, before)
        for one in must_fit:
            tries = [list(self._of_variant(place, *_in_order(one, other, is_sent), is_sent)) for other in offered]
            if all(tries):
                yield from min(tries, key=len)

    def _of_parameters(self, place: str, then: Json, now: Json) -> Iterator[str]:
        before, after = _parameters(then), _parameters(now)
        for name, parameter in before.items():
            if name not in after:
                yield f"{place}: parameter {name} is gone"
                continue
            yield from self.of_shape(f"{place} {name}", parameter["schema"], after[name]["schema"], is_sent=True)
        for name, parameter in after.items():
            if parameter.get("required") and not before.get(name, {}).get("required"):
                yield f"{place}: parameter {name} is required now"

    def _of_media(self, place: str, media: str, then: Json, now: Json, *, is_sent: bool) -> Iterator[str]:
        if media not in now.get("content", {}):
            yield f"{place}: {media} is gone"
            return
        yield from self.of_shape(
            place, then.get("schema", {}), now["content"][media].get("schema", {}), is_sent=is_sent
        )

    def _of_variant(self, place: str, then: Json, now: Json, is_sent: bool) -> Iterator[str]:
        if then.get("type") != now.get("type"):
            yield f"{place}: was {then.get('type')}, is {now.get('type')}"
            return
        yield from _of_limits(place, then, now, is_sent)
        properties = now.get("properties", {})
        for name, shape in then.get("properties", {}).items():
            if name not in properties:
                yield f"{place}: {name} is gone"
                continue
            yield from self.of_shape(f"{place}.{name}", shape, properties[name], is_sent=is_sent)
        for name in ("items", "additionalProperties"):
            if isinstance(then.get(name), dict) and isinstance(now.get(name), dict):
                yield from self.of_shape(f"{place}[]", then[name], now[name], is_sent=is_sent)


def _of_limits(place: str, then: Json, now: Json, is_sent: bool) -> Iterator[str]:
    """What is sent must not become narrower; in answers a key that was always there stays."""
    required, before = set(now.get("required", ())), set(then.get("required", ()))
    if not is_sent:
        yield from (f"{place}: {name} may be absent now" for name in sorted(before - required))
        return
    yield from (f"{place}: {name} is required now" for name in sorted(required - before))
    if "enum" in now:
        lost = [value for value in then.get("enum", ["anything"]) if value not in now["enum"]]
        yield from (f"{place}: {value} is not accepted any more" for value in lost)
    for name, sign in (("maximum", 1), ("maxLength", 1), ("minimum", -1), ("minLength", -1)):
        if name in now and (name not in then or sign * now[name] < sign * then[name]):
            yield f"{place}: {name} is {now[name]}, was {then.get(name)}"


def _in_order(one: Json, other: Json, is_sent: bool) -> tuple[Json, Json]:
    return (one, other) if is_sent else (other, one)


def _variants(shape: Json, whole: Json) -> list[Json]:
    """Every form that a shape may take."""
    if "$ref" in shape:
        return _variants(whole["components"]["schemas"][shape["$ref"].rpartition("/")[2]], whole)
    several = shape.get("anyOf") or shape.get("oneOf")
    if several:
        return [variant for one in several for variant in _variants(one, whole)]
    kinds = shape.get("type")
    return [{**shape, "type": kind} for kind in kinds] if isinstance(kinds, list) else [shape]


def _parameters(operation: Json) -> dict[str, Json]:
    return {f"{one['in']} {one['name']}": one for one in operation.get("parameters", [])}
