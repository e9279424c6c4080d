"""The rules of sign-off: of the paper, its committee, its federation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from einklang.chronicle.views.loading import account_of, deny
from einklang.papers.errors import PaperError
from einklang.papers.forms.sign_off import RulesForm
from einklang.papers.models import SignOffRules
from einklang.papers.operations.sign_off_rules import drop_rules, save_rules
from einklang.papers.queries.sign_off import rules_for, scopes_of
from einklang.papers.rules.sign_off import rules_refusal
from einklang.papers.views.sign_off_frame import paper_of

USUAL = "ausschuss"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Set the rules of one scope, named by ``?fuer=papier|ausschuss|foederation``."""
    paper = paper_of(request, paper_id)
    deny(rules_refusal(request.user, paper))
    scopes = scopes_of(paper)
    name = request.GET.get("fuer", USUAL)
    scope = next((one for one in scopes if one.name == name), None)
    if scope is None:
        raise Http404
    current = scope.rules or SignOffRules(**scope.key)
    form = RulesForm(request.POST or None, instance=current)
    if request.method == "POST" and "drop" in request.POST and scope.rules:
        drop_rules(rules=scope.rules, paper=paper, by=account_of(request))
        messages.success(request, _("These rules are removed; those of the next level hold."))
        return redirect(request.get_full_path())
    if request.method == "POST" and form.is_valid():
        try:
            save_rules(rules=form.save(commit=False), paper=paper, by=account_of(request))
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The rules are kept. Open rounds keep their own."))
            return redirect(request.get_full_path())
    context = {
        "paper": paper,
        "form": form,
        "scopes": scopes,
        "scope": scope,
        "holds": rules_for(paper),
    }
    return render(request, "papers/sign_off_rules.html", context)
