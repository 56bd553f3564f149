"""AMF 0: how RTMP writes its commands (Adobe, Action Message Format 0, 2007)."""

import struct
from collections.abc import Mapping
from typing import Any

NUMBER, BOOLEAN, STRING, OBJECT, NULL, END = 0, 1, 2, 3, 5, 9
DEEPEST = 8
"""Objects in objects: no publisher needs more than two."""


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
    # Undefined is 6, an array with names 8, a list 10, a date 11, a long string 12.
    match kind:
        case 0:
            return struct.unpack_from(">d", content, at)[0], at + 8
        case 1:
            return content[at] != 0, at + 1
        case 2:
            return _string(content, at)
        case 3:
            return _pairs(content, at, depth)
        case 5 | 6:
            return None, at
        case 8:
            return _pairs(content, at + 4, depth)
        case 10:
            return _list(content, at, depth)
        case 11:
            return struct.unpack_from(">d", content, at)[0], at + 10
        case 12:
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
        if not name and content[at] == END:
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
            return bytes([NULL])
        case bool():
            return bytes([BOOLEAN, value])
        case int() | float():
            return bytes([NUMBER]) + struct.pack(">d", value)
        case str():
            return bytes([STRING]) + _named(value)
        case Mapping():
            inside = b"".join(_named(str(name)) + _written(each) for name, each in value.items())
            return bytes([OBJECT]) + inside + b"\0\0" + bytes([END])
    raise TypeError(f"AMF has no {type(value).__name__}")


def _named(text: str) -> bytes:
    return struct.pack(">H", len(text.encode())) + text.encode()
