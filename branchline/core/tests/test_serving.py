"""One way out of a stored file: through a permit, as what it is, into nobody's shared cache."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory

from branchline.core import clock, files
from branchline.core.models import StoredFile
from branchline.core.permits import PUBLIC, Holding, Permit, Reach, Role
from branchline.core.scoping import scope
from branchline.core.serving import file_page

NOW = clock.london(2026, 10, 5, 10, 30)
READ = Permit("test.read", "Read the letter", frozenset({Role.BRANCH_STAFF}))


class Person:
    is_authenticated = True


def load(request: Any, public_id: str) -> StoredFile:
    return StoredFile.objects.get(public_id=public_id)


letter, open_letter = file_page(READ)(load), file_page(PUBLIC)(load)


def asked(role: Role = Role.BRANCH_STAFF, has: str = "") -> Any:
    request: Any = RequestFactory().get("/", headers={"If-None-Match": has})
    request.user = Person()
    request.holdings = (Holding(role, Reach(1)),)
    return request


def kept(content: bytes = b"Dear Alice", media_type: str = "text/html") -> StoredFile:
    return files.keep(
        content=content, name="Llythyr Siân.html", media_type=media_type, purpose="letter", now=NOW
    )


@pytest.mark.django_db
def test_a_file_is_saved_rather_than_shown_and_kept_by_nobody_else() -> None:
    with scope(1):
        file = kept()
        answer: Any = letter(asked(), file.public_id)
        assert answer.content == b"Dear Alice"
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Llythyr")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-cache"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["ETag"] == f'"{file.sha256}"'


@pytest.mark.django_db
def test_a_browser_that_has_it_already_asks_the_permit_and_fetches_nothing() -> None:
    with scope(1):
        file = kept()
        etag = f'"{file.sha256}"'
        answer: Any = letter(asked(has=etag), file.public_id)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
        # Charlie's copy is as old, and Charlie may not.
        with pytest.raises(Http404):
            letter(asked(Role.PARTNER_WORKER, has=etag), file.public_id)


@pytest.mark.django_db
def test_pictures_are_shown_and_a_file_of_another_service_is_not_there() -> None:
    with scope(1):
        file = kept(media_type="image/jpeg")
        assert open_letter(asked(), file.public_id)["Content-Disposition"].startswith("inline")
    with scope(2), pytest.raises(StoredFile.DoesNotExist):
        open_letter(asked(), file.public_id)


@pytest.mark.django_db
def test_bytes_that_are_gone_are_said_in_a_sentence() -> None:
    with scope(1):
        file = kept()
        default_storage.delete(file.path)
        with pytest.raises(files.FileLost, match="missing or damaged"):
            letter(asked(), file.public_id)
