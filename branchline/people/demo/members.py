"""A file from the demo's library system that waits for a manager's yes: nobody is added by it."""

import io
from datetime import datetime

from branchline.core.acting import job
from branchline.core.importing.actions import receive
from branchline.core.scoping import scope
from branchline.people.imports import Members
from branchline.places.models import Service

from .accounts import HOME

ROWS = """cardnumber,surname,firstname,dateofbirth,email,phone,mobile,zipcode,branchcode,lang,lastseen
T2500001,Adeyemi,Folake,1962-05-14,folake.adeyemi@home.test,,07700 900311,M33 7ZF,SAL,en,2026-09-30
T2500002,Bright,Leonard,1939-11-02,,01632 960249 / 07700900312,,M33 4ND,SAL,en,2025-03-12
T2500008,Bright,Rosamund,1941-06-23,,1632960249,07700 900456 son Dave,M33 4ND,SAL,en,2025-03-12
T2500003,Castellanos,Inés,1985-02-27,ines@home.test,,,M41 0NA,URM,en,2026-09-02
T2500004,Davies,Gwenllian,1971-07-19,gwenllian.davies@home.test,,07700 900314,M32 8AP,STR,cy,2026-09-21
T2500005,Evans-Mbeki,Thabo,31st of May,thabo@home.test,,,M33,SAL,en,
T2500006,Farooq,Saima,1994-12-08,saima at home,,07700 900316,WA14 1AH,ALT,en,2026-10-01
T2500007,Grundy,Alfie,2019-04-04,,,,M33 7ZF,SAL,en,2026-09-28
"""


def load(*, now: datetime) -> None:
    """Loading again changes nothing."""
    home = Service.objects.filter(slug=HOME).first()
    if home is None:
        return
    with scope(home.pk):
        receive(
            importer=Members(),
            file=io.BytesIO(ROWS.encode()),
            file_name="koha-members.csv",
            by=job("demo"),
            now=now,
            key="demo-members-from-koha",
        )
