"""Nobody can be found in the log: no names, postcodes, tokens or visitors' addresses."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import Client

from branchline.core import logs
from branchline.core.postgres import Cluster

ALICE = ("M33 4ND", "M33+4ND", "alice", "198.51.100.7", "k7mp2x9dsecret")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the house writes down, from everywhere."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.JsonLine())
    root, level = logging.getLogger(), logs.log.level
    root.addHandler(handler)
    logs.log.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    logs.log.setLevel(level)


def ask(path: str, query: str = "") -> Any:
    client = Client(raise_request_exception=False, REMOTE_ADDR="198.51.100.7")
    return client.get(f"{path}?{query}" if query else path)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "query", "page", "status"),
    [
        ("/libraries", "near=M33+4ND&name=alice", "libraries", 200),
        ("/demo/mailbox/alice", "", "demo/mailbox/<slug:public_id>", 404),
        ("/nowhere/alice/k7mp2x9dsecret", "", "", 404),
    ],
)
def test_a_request_is_one_line_that_names_the_page_and_nobody(
    lines: io.StringIO, path: str, query: str, page: str, status: int
) -> None:
    ask(path, query)
    text = lines.getvalue()
    assert not [word for word in ALICE if word.lower() in text.lower()]
    said = [json.loads(line) for line in text.splitlines()]
    (answered,) = [line for line in said if line["from"] == "branchline.requests"]
    assert (answered["page"], answered["status"]) == (page, status)
    assert answered["ms"] >= 0


def test_an_error_says_where_it_happened_and_not_about_whom(lines: io.StringIO) -> None:
    def trip() -> None:
        raise ValueError("Key (email)=(alice@example.test) already exists")

    try:
        trip()
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error")
    said = json.loads(lines.getvalue())
    assert (said["error"], said["level"]) == ("ValueError", "error")
    assert said["in"][-1].endswith(" trip")
    assert "alice" not in lines.getvalue()


def test_the_embedded_database_keeps_rows_out_of_its_log(tmp_path: Path) -> None:
    """A statement that fails would otherwise be written down with the values in it."""
    cluster = Cluster(tmp_path / "home", throwaway=True)
    cluster.start()
    try:
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE TABLE people (email text PRIMARY KEY)")
            for _ in range(2):
                with suppress(psycopg.Error):
                    connection.execute("INSERT INTO people VALUES ('alice@example.test')")
        written = cluster.log.read_text()
    finally:
        cluster.remove()
    assert "duplicate key" in written
    assert "alice" not in written
