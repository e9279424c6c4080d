from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from einklang.papers.errors import PaperError
from einklang.papers.forms.drafting import CallForm
from einklang.papers.operations.calls import log_call
from einklang.papers.rules.opening import call_refusal
from einklang.papers.views.loading import account_of, deny, paper_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call_add(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Log a call: who was called, when, what was said."""
    account, paper = account_of(request), paper_of(request, paper_id)
    deny(call_refusal(account, paper))
    form = CallForm(request.POST or None, paper=paper)
    if request.method == "POST" and form.is_valid():
        try:
            log_call(paper=paper, facts=form.facts(), by=account)
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The call is logged."))
            return redirect(f"{paper.get_absolute_url()}#telefonate")
    return render(request, "papers/call_add.html", {"form": form, "paper": paper})
