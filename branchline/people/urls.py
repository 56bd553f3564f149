"""The addresses of the room. One list for each audience; add yours at the end."""

from typing import Any

national: list[Any] = []
public: list[Any] = []
desk: list[Any] = []
