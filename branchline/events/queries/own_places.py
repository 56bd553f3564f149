"""The libraries and councils of a service, as the cells of a file name them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from branchline.core.importing.problems import Wrong, shown
from branchline.places.models import Branch, LocalAuthority, Service, ServiceAuthority

OUTREACH = "outreach"
WORDS = re.compile(r"[^\W_]+")
OF_ANY_COUNCIL = frozenset(
    "council borough city county district metropolitan unitary authority royal london combined"
    " of the and upon on libraries library service services"
    " cyngor bwrdeistref sirol sir dinas a ac y yr llyfrgelloedd llyfrgell gwasanaeth".split()
)
"""What a council's name may have or lack and be the same council's."""


@dataclass(frozen=True)
class Own:
    """Read once for a file: its rows ask for the same few names over and over."""

    libraries: dict[str, Branch]
    councils: list[tuple[str, frozenset[str]]]

    @classmethod
    def of(cls, service_id: int) -> "Own":
        """Those of this service. Four queries."""
        libraries: dict[str, Branch] = {}
        for branch in Branch.objects.filter(service_id=service_id).order_by("pk"):
            for name in branch.name.texts.values():
                libraries.setdefault(_plain(name), branch)
        codes = [
            *ServiceAuthority.objects.filter(service_id=service_id).values_list(
                "authority_code", flat=True
            )
        ]
        theirs = LocalAuthority.objects.filter(Q(code__in=codes) | Q(upper_code__in=codes))
        names = [n for pair in theirs.values_list("name", "name_cy").order_by("pk") for n in pair]
        if any(names):
            names += Service.objects.get(pk=service_id).name.texts.values()
        return cls(libraries, [(name, _words(name)) for name in dict.fromkeys(names) if name])

    def library(self, cell: str) -> Branch:
        """One of its libraries, with or without the word Library. Raises `Wrong`."""
        if cell.casefold() == OUTREACH:
            raise Wrong(
                _(
                    "we keep a session with the library that put it on. Write that library’s name here."
                )
            )
        found = self.libraries.get(_plain(cell))
        if found is None:
            raise Wrong(
                _(
                    "there is no library called %(name)s here. Write names as they stand on the page “Libraries”."
                )
                % {"name": shown(cell)}
            )
        return found

    def council(self, cell: str) -> str:
        """Its council, however long its name is written; any, where we know none of its councils. Raises `Wrong`."""
        said = _words(cell)
        if self.councils and not any(said and said <= words for _name, words in self.councils):
            raise Wrong(
                _(
                    "%(name)s is not your council: we have you as %(ours)s. Take the row out if it is another"
                    " council’s, or put the name right."
                )
                % {"name": shown(cell), "ours": self.councils[0][0]}
            )
        return cell


def _plain(name: str) -> str:
    return name.casefold().removesuffix(" library").strip()


def _words(name: str) -> frozenset[str]:
    letters: Iterable[str] = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    found = frozenset(WORDS.findall(bare.replace("'", "").replace("’", "")))
    return found - OF_ANY_COUNCIL
