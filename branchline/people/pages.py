"""Public pages: one's own account, an invitation, and the cast of the demo."""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.views import logout
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branchline.core import clock
from branchline.core.links import follow
from branchline.core.pages import account_page, public_page
from branchline.core.permits import Role
from branchline.people import actions, queries
from branchline.people.demo import CAST, demo_people
from branchline.people.errors import InvitationNotOpen
from branchline.people.forms.accounts import DetailsForm
from branchline.people.letters.accounts import INVITATION
from branchline.people.middleware import at_tablet
from branchline.people.models import Account, Invitation
from branchline.people.parts import desk_of, national_desk_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@account_page
@never_cache
@require_safe
def account(request: Any) -> HttpResponse:
    """My details, where I work, how I sign in."""
    memberships = list(queries.memberships_of(account=request.user, today=clock.today()))
    context = {
        "memberships": [
            {
                "membership": m,
                "desk": desk_of(m.service.slug, [Role(m.role)])
                if m.service
                else national_desk_of([Role(m.role)]),
            }
            for m in memberships
        ],
        "sign_ins": [
            (row, row.session_key == request.session.session_key)
            for row in queries.sign_ins_of(account=request.user)
        ],
        "factors": Authenticator.objects.filter(user=request.user).count(),
        "second_factor_needed": bool(memberships) and settings.BRANCHLINE_SECOND_FACTOR_REQUIRED,
    }
    return render(request, "people/account_home.html", context)


@account_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: Any) -> HttpResponse:
    """My name and language."""
    me = request.user
    form = DetailsForm(request.POST or None, initial={"name": me.name, "language": me.language})
    if request.method == "POST" and form.is_valid():
        actions.change_details(account=me, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:account")
    return render(request, "people/account_details.html", {"form": form})


@account_page
@never_cache
@require_safe
def copy(request: Any) -> HttpResponse:
    """Everything that my account holds, as a file."""
    about = queries.about_account(account=request.user)
    response = JsonResponse(about, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="my-account.json"'
    return response


@account_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def everywhere(request: Any) -> HttpResponse:
    """Sign out on every device at once: asked once."""
    if request.method == "POST":
        actions.sign_out_everywhere(account=request.user)
        request.session.flush()
        messages.success(request, _("You are signed out everywhere."))
        return redirect("account_login")
    return render(request, "people/account_everywhere.html")


@account_page
@never_cache
@require_POST
def sign_out_there(request: Any, public_id: str) -> HttpResponse:
    """Sign out on one device."""
    actions.end_sign_in(account=request.user, public_id=public_id)
    messages.success(request, _("You are signed out there."))
    return redirect("people:account")


@account_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Any) -> HttpResponse:
    """Close my account for good: asked once."""
    if request.method == "POST":
        actions.close_account(account=request.user, now=clock.now())
        request.session.flush()
        messages.success(request, _("Your account is closed. You can still book without one."))
        return redirect("account_login")
    return render(request, "people/account_close.html")


@public_page
@never_cache
def sign_out(request: Any) -> HttpResponse:
    """Out of one's account; at a shared tablet, back to the question who is there."""
    slug = at_tablet.leave(request) if request.method == "POST" else ""
    if slug:
        return redirect("people:tablet", slug)
    left: HttpResponse = logout(request)
    return left


@public_page
def no_password(request: Any, rest: str) -> HttpResponse:
    """There are no passwords here: whoever looks for one is shown how to sign in."""
    return redirect("people:account" if request.user.is_authenticated else "account_login")


@public_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Any, token: str) -> HttpResponse:
    """An invitation to work here: one button. Opening it changes nothing."""
    now = clock.now()
    public_id = follow(purpose=INVITATION, secret=token, now=now)
    found = (
        Invitation.objects.filter(public_id=public_id)
        .select_related("organisation", "invited_by")
        .first()
    )
    if found is None or found.accepted_at or found.withdrawn_at or found.expires_at <= now:
        raise InvitationNotOpen
    if request.method == "POST":
        if not request.user.is_authenticated:
            return _send_code(request, found)
        actions.accept_invitation(
            invitation=found, account=request.user, by=request.acting, now=now
        )
        messages.success(request, _("Welcome. You work here now."))
        return HttpResponseRedirect(desk_of(request.service.slug, [Role(found.role)]))
    context = {
        "invitation": found,
        "role": Role(found.role),
        "sentences": queries.sentences_of(Role(found.role)),
        "another": request.user.is_authenticated and request.user.email != found.email,
    }
    return render(request, "people/account_invitation.html", context)


def _send_code(request: Any, found: Invitation) -> HttpResponse:
    """Sign in first, by a code to the invited address; the account is made when there is none."""
    account = actions.open_account(email=found.email, name=found.name, language=found.language)
    asked = RequestLoginCodeForm({"email": found.email})
    if asked.is_valid():
        LoginCodeVerificationProcess.initiate(request=request, user=account, email=found.email)
    back = urlencode({"next": request.path})
    return HttpResponseRedirect(f"{reverse('account_confirm_login_code')}?{back}")


@public_page
@never_cache
@require_safe
def demo(request: Any) -> HttpResponse:
    """Whose part would you like to play? Only in the demo."""
    if not settings.BRANCHLINE_DEMO:
        raise Http404
    roles = {part.email: part.role for part in CAST}
    people = [
        {"person": person, "may": queries.sentences_of(role)[:4] if role else []}
        for person in demo_people()
        for role in [roles[person.email]]
    ]
    return render(request, "people/account_demo.html", {"people": people})


@public_page
@require_POST
def demo_sign_in(request: Any) -> HttpResponse:
    """Sign in as one of the cast with one press. Only in the demo, and only the cast."""
    if not settings.BRANCHLINE_DEMO:
        raise Http404
    cast = {part.email: part for part in CAST}
    part = cast.get(request.POST.get("person", ""))
    account = Account.objects.filter(email=part.email).first() if part else None
    if part is None or account is None:
        raise Http404
    login(request, account, backend=BACKEND)
    home = "people:account"
    if part.service and part.role is not None:
        home = desk_of(part.service, [part.role])
    elif part.role is not None:
        home = national_desk_of([part.role]) or home
    response = redirect(home)
    if request.tablet is not None:
        # Whoever tries everything in one browser gets out of a tablet again.
        at_tablet.forget(response)
    return response
