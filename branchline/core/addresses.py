"""Addresses: which first words belong to the house and can never be a library service's slug."""

from django.urls.converters import SlugConverter, register_converter

RESERVED = frozenset(
    "account again api about accessibility admin assets beat bulletin bye campaign campaigns community components"
    " contact cookies cy demo desk en events family find heart help home impact libraries library live lending"
    " map media network news operator partners privacy q search send service services sign-in sitemap"
    " static stories story surveys terms today ward wards whats-on www".split()
)


class ServiceSlug(SlugConverter):
    """The slug of a library service in an address; never a reserved word."""

    regex = rf"(?!(?:{'|'.join(sorted(RESERVED))})(?:/|$))[a-z0-9]+(?:-[a-z0-9]+)*"


register_converter(ServiceSlug, "service")
