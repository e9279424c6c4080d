"""The own account: overview, second factor, committee, and the door for the invited."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.federation import rules
from einklang.federation.errors import FederationError
from einklang.federation.forms.access import AcceptForm, AccountForm
from einklang.federation.models import Account, Invitation
from einklang.federation.operations.access import (
    accept_as_new,
    accept_signed_in,
    change_account,
)
from einklang.federation.queries import (
    SESSION_KEY,
    bodies_of,
    current_body,
    has_second_factor,
    invitation_of,
)
from einklang.federation.views.frame import account_of

TRIES = 30
TRIES_WITHIN_S = 600


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_overview(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    form = AccountForm(request.POST) if request.method == "POST" else AccountForm.of(account)
    if form.is_bound and form.is_valid():
        change_account(
            account=account,
            name=form.cleaned_data["name"],
            language=form.cleaned_data["language"],
            by=account,
        )
        messages.success(request, _("Saved."))
        return redirect("account_overview")
    body = current_body(request)
    context = {
        "account": account,
        "form": form,
        "accesses": account.accesses.select_related("body", "organisation"),
        "factors": Authenticator.objects.filter(user=account).order_by("type", "pk"),
        "needs_factor": rules.needs_second_factor(account),
        "may_steer": body is not None and rules.steer_refusal(account, body) is None,
        "has_password": account.has_usable_password(),
    }
    return render(request, "federation/account_overview.html", context)


@login_required
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Lead somebody whose role demands it to the set-up."""
    account = account_of(request)
    context = {
        "is_needed": rules.needs_second_factor(account),
        "is_set_up": has_second_factor(account),
    }
    return render(request, "federation/second_factor.html", context)


@login_required
@require_POST
def committee_switch(request: HttpRequest) -> HttpResponse:
    """Let the pages speak of another committee the account has access to."""
    wanted = request.POST.get("body", "")
    for body in bodies_of(account_of(request)):
        if str(body.pk) == wanted:
            request.session[SESSION_KEY] = body.pk
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return redirect(target)
    return redirect("desk:desk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Open the door the mail leads to: sign in, or choose a name and a password."""
    if too_many_tries(request):
        return render(request, "429.html", status=429)
    found = invitation_of(token)
    if found is None:
        return closed_door(request, _("This link is not known. Please check that it is whole."))
    if reason := rules.acceptance_refusal(found):
        return closed_door(request, reason)
    if request.user.is_authenticated:
        return accept_for(request, found)
    if Account.objects.filter(email__iexact=found.email).exists():
        return render(request, "federation/invitation_sign_in.html", {"invitation": found})
    return accept_newcomer(request, found)


def closed_door(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "federation/invitation_closed.html", {"reason": reason}, status=410)


def accept_for(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Ask somebody who is signed in, then add the access."""
    account = account_of(request)
    if request.method == "POST":
        try:
            access = accept_signed_in(invitation=invitation, by=account)
        except FederationError as error:
            return closed_door(request, str(error))
        request.session[SESSION_KEY] = access.body_id
        messages.success(request, _("Welcome! You now work with %s.") % access.body)
        return redirect("desk:desk")
    fits = account.email.lower() == invitation.email.lower()
    context = {"invitation": invitation, "fits": fits}
    return render(request, "federation/invitation_add.html", context)


def accept_newcomer(request: HttpRequest, invitation: Invitation) -> HttpResponseBase:
    form = AcceptForm(request.POST or None, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            account = accept_as_new(
                invitation=invitation,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
            )
        except ValidationError as error:
            form.add_error("password", error)
        except FederationError as error:
            return closed_door(request, str(error))
        else:
            answer: HttpResponseBase = perform_login(request, account)
            return answer
    context = {"invitation": invitation, "form": form}
    return render(request, "federation/invitation_accept.html", context)


def too_many_tries(request: HttpRequest) -> bool:
    """Count tries by address, so that nobody guesses links."""
    key = f"federation.invitation.{get_adapter().get_client_ip(request)}"
    if cache.add(key, 1, TRIES_WITHIN_S):
        return False
    try:
        return int(cache.incr(key)) > TRIES
    except ValueError:
        # The time ran out between the two calls.
        return False
