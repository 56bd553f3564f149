"""Pages of the desk, for tests: their address at Alice's, and their words."""

import re

from django.test import Client
from django.urls import reverse


def path(name: str, *named: str) -> str:
    """The address of a page at Alice's."""
    return reverse(f"people:{name}", args=["alice", *named])


def words(client: Client, address: str) -> str:
    """What a page says, on one line."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())
