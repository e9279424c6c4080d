"""Who has access to the committee: list, invite, resend, withdraw, change, remove."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.federation import rules
from einklang.federation.errors import FederationError
from einklang.federation.forms.access import GrantForm, InvitationForm
from einklang.federation.models import Access, Invitation
from einklang.federation.operations.access import (
    change_access,
    invite,
    remove_access,
    resend,
    withdraw,
)
from einklang.federation.queries import accesses_of, invitations_of
from einklang.federation.views.frame import account_of, committee_of, deny


@login_required
@require_safe
def access_list(request: HttpRequest) -> HttpResponse:
    body = committee_of(request)
    deny(rules.steer_refusal(account_of(request), body))
    context = {
        "body": body,
        "accesses": accesses_of(body),
        "invitations": invitations_of(body),
    }
    return render(request, "federation/access_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_new(request: HttpRequest) -> HttpResponse:
    body = committee_of(request)
    deny(rules.steer_refusal(account_of(request), body))
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invite(
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                body=body,
                grant=form.grant,
                by=account_of(request),
            )
        except FederationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The invitation to %s is on its way.") % invitation.email)
            return redirect("access_list")
    return render(request, "federation/invitation_new.html", {"body": body, "form": form})


@login_required
@require_POST
def invitation_resend(request: HttpRequest, invitation_id: int) -> HttpResponse:
    invitation = invitation_here(request, invitation_id)
    try:
        resend(invitation=invitation, by=account_of(request))
    except FederationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation to %s is on its way.") % invitation.email)
    return redirect("access_list")


@login_required
@require_POST
def invitation_withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    invitation = invitation_here(request, invitation_id)
    try:
        withdraw(invitation=invitation, by=account_of(request))
    except FederationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation is withdrawn."))
    return redirect("access_list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def access_edit(request: HttpRequest) -> HttpResponse:
    """Change or take away the access named by ``?zugang=``."""
    body = committee_of(request)
    deny(rules.steer_refusal(account_of(request), body))
    number = request.GET.get("zugang", "")
    access = get_object_or_404(accesses_of(body), pk=number if number.isdecimal() else 0)
    form = GrantForm(request.POST or None, access=access)
    if request.method == "POST" and (answer := write_access(request, access, form)):
        return answer
    context = {
        "body": body,
        "access": access,
        "form": form,
        "refusal": rules.access_refusal(account_of(request), access),
    }
    return render(request, "federation/access_edit.html", context)


def write_access(request: HttpRequest, access: Access, form: GrantForm) -> HttpResponse | None:
    """Do what the button says; None when the form must be shown again."""
    try:
        if "remove" in request.POST:
            remove_access(access=access, by=account_of(request))
            messages.success(request, _("%s has no access any more.") % access.account)
            return redirect("access_list")
        if form.is_valid():
            change_access(access=access, grant=form.grant, by=account_of(request))
            messages.success(request, _("Saved."))
            return redirect("access_list")
    except FederationError as error:
        if form.is_bound and form.is_valid():
            form.add_error(None, str(error))
        else:
            messages.error(request, str(error))
    return None


def invitation_here(request: HttpRequest, invitation_id: int) -> Invitation:
    body = committee_of(request)
    deny(rules.steer_refusal(account_of(request), body))
    return get_object_or_404(invitations_of(body), pk=invitation_id)
