"""The page that ends one of several terms, of people and of organisations."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from einklang.federation import rules
from einklang.federation.errors import FederationError
from einklang.federation.forms.directory import EndForm
from einklang.federation.models import Organisation, Person
from einklang.federation.operations.directory import end_term
from einklang.federation.queries import Ending, still_open
from einklang.federation.views.frame import account_of, deny


def end_one_of(
    request: HttpRequest, entry: Organisation | Person, rows: Iterable[Ending], heading: str
) -> HttpResponse:
    """Ask which open term ends and when; it stays in the history."""
    account = account_of(request)
    deny(rules.directory_refusal(account))
    terms = still_open(rows)
    form = EndForm(request.POST or None, terms=[(key, str(term)) for key, term in terms.items()])
    if request.method == "POST" and form.is_valid():
        try:
            chosen = terms[form.cleaned_data["term"]]
            end_term(term=chosen, until=form.cleaned_data["until"], by=account)
        except FederationError as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, _("Saved. It stays in the history."))
            return redirect(entry)
    context = {"form": form, "heading": heading, "entry": entry}
    return render(request, "federation/form.html", context)
