"""Whose open data this room shows, and the words that the licences ask for.

`data/README.md` says what was taken from each file and what was left out.
"""

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Source

OGL = (
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)
CC0 = ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")
CC_BY = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")

PUBLIC_SECTOR = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Source: Office for"
    " National Statistics; Ministry of Housing, Communities and Local Government; Arts Council England;"
    " Trafford Council."
)
SURVEY = (
    "Contains OS data © Crown copyright and database right. Contains Royal Mail data © Royal Mail copyright"
    " and database right. Contains National Statistics data © Crown copyright and database right."
)
NAMES = "Local-authority names and dates: mySociety, licensed under CC BY 4.0."

SOURCES = (
    Source(
        _("Libraries in England: names, addresses, who runs them, opening patterns"),
        "Arts Council England, basic dataset for libraries, December 2023, as cleaned by Libraries Hacked",
        *OGL,
        PUBLIC_SECTOR,
    ),
    Source(
        _("Libraries in Wales: names and addresses"),
        "Wikidata, collected by Libraries Hacked",
        *CC0,
        "",
    ),
    Source(
        _("Library services of the United Kingdom: names and web addresses"),
        "Libraries Hacked",
        *CC0,
        "",
    ),
    Source(
        _("Councils, wards and small areas: names, codes, shapes and centres"),
        "Office for National Statistics; Ordnance Survey",
        *OGL,
        SURVEY,
    ),
    Source(_("Names and dates of councils, former ones too"), "mySociety", *CC_BY, NAMES),
    Source(
        _("Postcodes of Trafford"),
        "Trafford Council; Office for National Statistics; Royal Mail",
        *OGL,
        SURVEY,
    ),
    Source(
        _("Index of Multiple Deprivation 2025, for counts only"),
        "Ministry of Housing, Communities and Local Government",
        *OGL,
        PUBLIC_SECTOR,
    ),
)
