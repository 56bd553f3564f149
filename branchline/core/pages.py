"""Marks of a view. Every view carries one: it says who may come in, and a house test looks for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseBase

from . import clock
from .limits import CODES, guessing
from .links import can_be_guessed
from .permits import PUBLIC, SIGNED_IN, Permit

View = Callable[..., HttpResponseBase]


def _marked(view: View, permit: Permit, audience: str) -> View:
    view.__dict__.update(permit=permit, audience=audience)
    return view


def public_page(view: View) -> View:
    """Anybody may come in."""
    return _marked(view, PUBLIC, "public")


def same_for_all(view: View) -> View:
    """Its page is the same for everybody, and any cache may keep it. Whoever comes is a stranger there: the house
    looks at no cookie and gives none (`middleware.SameForAll`)."""
    view.__dict__.update(same_for_all=True)
    return view


def link_page(view: View) -> View:
    """Whoever has the link of a message or the code of a letter, in the argument `token`.

    It is kept in no cache, its address is told to no other page, and no search engine lists it. Codes
    that are tried are counted (`core.limits`).
    """

    @wraps(view)
    def guarded(request: Any, *args: Any, token: str, **kwargs: Any) -> HttpResponseBase:
        if can_be_guessed(token):
            with guessing(CODES, request=request, now=clock.now()):
                response = view(request, *args, token=token, **kwargs)
        else:
            response = view(request, *args, token=token, **kwargs)
        return unlisted(response)

    return _marked(guarded, PUBLIC, "link")


def unlisted(response: HttpResponseBase) -> HttpResponseBase:
    """For one person's eyes: no cache keeps it, no other page hears its address.

    Other pages hear of the house only. `no-referrer` would make browsers send `Origin: null` with the
    page's own button, which the protection against forged forms must refuse.
    """
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def machine(view: View) -> View:
    """Anybody may fetch it: a feed, a file, an API answer without people in it."""
    return _marked(view, PUBLIC, "machine")


def account_page(view: View) -> View:
    """Whoever has signed in; sees what is theirs."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return _marked(guarded, SIGNED_IN, "account")


def desk_page(permit: Permit) -> Callable[[View], View]:
    """Those who hold the permit in this service. Strangers get 404, so that nothing leaks."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not permit.allows(request.holdings):
                raise Http404
            response: HttpResponse = view(request, *args, **kwargs)  # type: ignore[assignment]
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return _marked(guarded, permit, "desk")

    return mark


def permitted(request: Any, permit: Permit, thing: Any) -> Any:
    """The thing itself when this request may touch it, else 404."""
    if not permit.allows(request.holdings, thing):
        raise Http404
    return thing
