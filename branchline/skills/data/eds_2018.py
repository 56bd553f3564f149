"""The Essential Digital Skills framework: what comes first, and five areas.

Department for Education, 2018, Crown copyright, Open Government Licence v3.0. The tasks are put in our own short words,
and their ids are ours. A new version of the framework is a new file beside this one; this one stays.
"""

from django.utils.translation import gettext_lazy as _

from .shapes import Area, Framework, Task

EDS_2018 = Framework(
    key="eds-2018",
    title=_("Essential Digital Skills"),
    version="2018",
    source="Essential digital skills framework, Department for Education, 2018",
    licence="Open Government Licence v3.0",
    foundation=Area(
        "foundation",
        _("First steps"),
        (
            Task("F1", _("Turn the device on, and sign in")),
            Task("F2", _("Use the mouse, the keys or the touch screen")),
            Task("F3", _("Make it easier to see, hear or use")),
            Task("F4", _("Find an app and open it")),
            Task("F5", _("Know that Wi-Fi gets you online")),
            Task("F6", _("Join a Wi-Fi that is safe")),
            Task("F7", _("Open a browser and go to a website")),
            Task("F8", _("Keep passwords and personal details to yourself")),
            Task("F9", _("Change a password when you are asked to")),
        ),
    ),
    areas=(
        Area(
            "communicating",
            _("Keeping in touch"),
            (
                Task("C1", _("Know why messages should be safe from others")),
                Task("C2", _("Set up an email address")),
                Task("C3", _("Write and answer messages or emails")),
                Task("C4", _("Write a letter or a list on a device")),
                Task("C5", _("Share a photo or a file")),
                Task("C6", _("Make a video call")),
                Task("C7", _("Post something where others read it")),
            ),
        ),
        Area(
            "handling",
            _("Finding and keeping things"),
            (
                Task("H1", _("Know that not everything online may be used")),
                Task("H2", _("Judge whether something online is true")),
                Task("H3", _("Search for something")),
                Task("H4", _("Find a website again that you liked")),
                Task("H5", _("See the same things on another device")),
                Task("H6", _("Keep photos and files online")),
                Task("H7", _("Put files into folders and find them again")),
                Task("H8", _("Listen, watch and play what you may")),
            ),
        ),
        Area(
            "transacting",
            _("Buying, paying, applying"),
            (
                Task("T1", _("Open an account to buy something")),
                Task("T2", _("Use a service of the council or the government")),
                Task("T3", _("Pay in different ways")),
                Task("T4", _("Send a photo or a document that is asked for")),
                Task("T5", _("Fill in a form online")),
                Task("T6", _("Look after money online safely")),
            ),
        ),
        Area(
            "problems",
            _("Working things out"),
            (
                Task("P1", _("Find out online how something is done")),
                Task("P2", _("Get help from a guide, a film or a chat")),
                Task("P3", _("Show others an idea with an app or a table")),
            ),
        ),
        Area(
            "safe",
            _("Staying safe and legal"),
            (
                Task("S1", _("Answer when you are asked who you are, in two steps too")),
                Task("S2", _("Choose who sees what about you, and who may send you adverts")),
                Task("S3", _("Tell whether a website is secure")),
                Task("S4", _("Notice a link that is not right")),
                Task("S5", _("Think before you share something with everybody")),
                Task("S6", _("Notice a scam, and report it")),
                Task("S7", _("Let updates and virus protection run")),
                Task("S8", _("Make a copy of what you want to keep")),
                Task("S9", _("Have a strong password for each thing")),
                Task("S10", _("Know what belongs to somebody else")),
            ),
        ),
    ),
)
