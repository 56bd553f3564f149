"""The API's document says what the API does: kept as a file, and held to it by schemathesis."""

import json
import os
from pathlib import Path
from typing import Any

from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from branchline.core.open_data.api import document
from tests.harness.peers import over_http

KEPT = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"
TRIES = 12
"""Of each operation: a quarter of a minute in all."""


def test_the_document_is_as_it_was_agreed() -> None:
    """Others have written programs by it. Changed on purpose: run this once with WRITE_OPENAPI=1."""
    said = json.dumps(document(), ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("WRITE_OPENAPI"):
        KEPT.write_text(said)
    assert said == KEPT.read_text()


def test_schemathesis_finds_no_answer_that_the_document_does_not_know(demo_database: str) -> None:
    """Addresses and words by chance, good ones and bad: an answer as described, or a problem in a sentence."""
    import schemathesis  # a second for every process that collects this file

    schema = schemathesis.openapi.from_dict(document())
    with over_http() as address:
        operations: list[Any] = [*schema.get_all_operations()]
        for operation in operations:
            ask(operation.ok(), address)
    assert len(operations) == len(document()["paths"])


def ask(operation: Any, address: str) -> None:
    """One operation, again and again."""

    @given(case=operation.as_strategy())
    @settings(
        max_examples=TRIES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def fuzz(case: Any) -> None:
        case.validate_response(case.call(base_url=address))

    fuzz()


def test_the_page_for_people_names_every_operation(client: Client, db: None) -> None:
    page = client.get("/api").content.decode()
    for address in document()["paths"]:
        assert f"GET {address}" in page
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.")
    welsh = client.get("/cy/api").content.decode()
    assert 'lang="cy"' in welsh
