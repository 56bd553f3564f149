"""The document of the API for machines, and the same for people, in our own look."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from branchline.core.fetching import fetched
from branchline.core.pages import machine, public_page

from .api import document

ASKED = ("Pages", "Paging", "Asked")
"""Schemas of what is asked and of lists: said elsewhere on the page."""


@machine
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, for programs that write programs."""
    content = json.dumps(document(), ensure_ascii=False, indent=2).encode()
    return fetched(request, content, media_type="application/json; charset=utf-8")


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """What there is, how to ask, what comes back."""
    said = document()
    schemas = said["components"]["schemas"]
    context = {
        "operations": [
            _operation(address, operation)
            for address, operations in said["paths"].items()
            for operation in operations.values()
        ],
        "answers": [
            {
                "name": name,
                "about": schema.get("description", ""),
                "fields": _fields(schema),
                "values": schema.get("enum", []),
            }
            for name, schema in sorted(schemas.items())
            if not name.startswith(ASKED)
        ],
        "example": request.build_absolute_uri("/")[:-1],
    }
    return render(request, "core/open_data.html", context)


def _operation(address: str, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "address": address,
        "summary": said["summary"],
        "about": said.get("description", ""),
        "id": said["operationId"],
        "asks": [
            {
                "name": each["name"],
                "about": each["schema"].get("description") or each.get("description", ""),
                "kind": _kind(each["schema"]),
                "must": each["required"],
            }
            for each in said.get("parameters", [])
        ],
    }


def _fields(schema: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"name": name, "about": each.get("description", ""), "kind": _kind(each)}
        for name, each in schema.get("properties", {}).items()
    ]


def _kind(said: dict[str, Any]) -> str:
    """What a value is, in few words: "string", "Words", "integer or null"."""
    if "$ref" in said:
        return str(said["$ref"]).rsplit("/", 1)[-1]
    if "enum" in said:
        return " | ".join(map(str, said["enum"]))
    if "anyOf" in said:
        return " or ".join(_kind(each) for each in said["anyOf"])
    if said.get("type") == "array":
        return f"list of {_kind(said.get('items', {}))}"
    return str(said.get("format") or said.get("const") or said.get("type", ""))
