"""Marks of a view. Every view carries one: it says who may come in, and a house test looks for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseBase

from .permits import PUBLIC, SIGNED_IN, Permit

View = Callable[..., HttpResponseBase]


def _marked(view: View, permit: Permit, audience: str) -> View:
    view.__dict__.update(permit=permit, audience=audience)
    return view


def public_page(view: View) -> View:
    """Anybody may come in."""
    return _marked(view, PUBLIC, "public")


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
