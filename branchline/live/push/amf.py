"""AMF 0: how RTMP writes its commands (Adobe, Action Message Format 0, 2007)."""

import struct
from collections.abc import Mapping
from typing import Any

DEEPEST = 8
"""Objects in objects: no publisher needs more than two."""


class Kind:
    """Numbers of what follows (2.1). `MAP`: an object that says its size first; `END`: of an object."""

    NUMBER, BOOLEAN, STRING, OBJECT, NULL, UNDEFINED, MAP, END, LIST, DATE, LONG_STRING = (
        0, 1, 2, 3, 5, 6, 8, 9, 10, 11, 12,
    )  # fmt: skip


class Unreadable(ValueError):
    """Not AMF 0, or of a kind that no publisher needs."""


def read(content: bytes) -> list[Any]:
    """All values, one after the other. Raises Unreadable."""
    found: list[Any] = []
    at = 0
    try:
        while at < len(content):
            value, at = _value(content, at, 0)
            found.append(value)
    except (IndexError, struct.error, UnicodeDecodeError) as error:
        raise Unreadable from error
    return found


def write(*values: Any) -> bytes:
    """Numbers, booleans, strings, None and mappings."""
    return b"".join(map(_written, values))


def _value(content: bytes, at: int, depth: int) -> tuple[Any, int]:
    if depth > DEEPEST:
        raise Unreadable
    kind, at = content[at], at + 1
    match kind:
        case Kind.NUMBER:
            return struct.unpack_from(">d", content, at)[0], at + 8
        case Kind.BOOLEAN:
            return content[at] != 0, at + 1
        case Kind.STRING:
            return _string(content, at)
        case Kind.OBJECT:
            return _pairs(content, at, depth)
        case Kind.NULL | Kind.UNDEFINED:
            return None, at
        case Kind.MAP:
            return _pairs(content, at + 4, depth)
        case Kind.LIST:
            return _list(content, at, depth)
        case Kind.DATE:
            return struct.unpack_from(">d", content, at)[0], at + 10
        case Kind.LONG_STRING:
            (length,) = struct.unpack_from(">I", content, at)
            return content[at + 4 : at + 4 + length].decode(), at + 4 + length
    raise Unreadable


def _string(content: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from(">H", content, at)
    return content[at + 2 : at + 2 + length].decode(), at + 2 + length


def _pairs(content: bytes, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while True:
        name, at = _string(content, at)
        if not name and content[at] == Kind.END:
            return found, at + 1
        found[name], at = _value(content, at, depth + 1)


def _list(content: bytes, at: int, depth: int) -> tuple[list[Any], int]:
    (length,) = struct.unpack_from(">I", content, at)
    at += 4
    found: list[Any] = []
    for _ in range(length):
        value, at = _value(content, at, depth + 1)
        found.append(value)
    return found, at


def _written(value: Any) -> bytes:
    match value:
        case None:
            return bytes([Kind.NULL])
        case bool():
            return bytes([Kind.BOOLEAN, value])
        case int() | float():
            return bytes([Kind.NUMBER]) + struct.pack(">d", value)
        case str():
            return bytes([Kind.STRING]) + _named(value)
        case Mapping():
            inside = b"".join(_named(str(name)) + _written(each) for name, each in value.items())
            return bytes([Kind.OBJECT]) + inside + b"\0\0" + bytes([Kind.END])
    raise TypeError(f"AMF has no {type(value).__name__}")


def _named(text: str) -> bytes:
    return struct.pack(">H", len(text.encode())) + text.encode()
