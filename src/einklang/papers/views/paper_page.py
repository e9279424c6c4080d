from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from einklang.chronicle.models import Activity
from einklang.federation.models import Account
from einklang.papers.forms.drafting import CompareForm
from einklang.papers.forms.opening import PlanForm
from einklang.papers.models import Paper
from einklang.papers.queries import (
    circulation,
    consolidation,
    demands,
    letters,
    publication,
    register,
    sign_off,
)
from einklang.papers.queries.calendars import lands_of
from einklang.papers.queries.paper_page import (
    days_left,
    default_pair,
    plan_of,
    short_term,
    way_of,
)
from einklang.papers.queries.versions import visible_versions
from einklang.papers.rules.opening import (
    call_refusal,
    change_refusal,
    drop_refusal,
    plan_refusal,
    take_up_refusal,
    version_refusal,
)
from einklang.papers.rules.papers import lead_refusal
from einklang.papers.views.loading import account_of, paper_of

PANELS: tuple[tuple[str, Callable[[Account, Paper], object | None]], ...] = (
    ("papers/_circulation_panel.html", circulation.panel),
    ("papers/_consolidation_panel.html", consolidation.panel),
    ("papers/_sign_off_panel.html", sign_off.panel),
    ("papers/_publication_panel.html", publication.panel),
    ("papers/_letters_panel.html", letters.panel),
    ("papers/_register_panel.html", register.panel),
    ("papers/_demands_panel.html", demands.panel),
)
"""The later steps in the order of their way, each shown when it has something to show."""


@login_required
@require_safe
def paper_detail(request: HttpRequest, paper_id: int) -> HttpResponse:
    account, paper = account_of(request), paper_of(request, paper_id)
    lands = lands_of(paper)
    versions = list(visible_versions(account, paper))
    pair = default_pair(versions)
    is_leading = lead_refusal(account, paper) is None
    panels = [(template, panel(account, paper)) for template, panel in PANELS]
    context = {
        "paper": paper,
        "activity": paper.activity,
        "is_recorded": Activity.objects.visible_to(account).filter(pk=paper.pk).exists(),
        "way": way_of(paper),
        "days": days_left(paper, lands),
        "short": short_term(paper, lands),
        "plan": plan_of(paper),
        "plan_form": PlanForm(initial={"pace": paper.pace}),
        "versions": versions,
        "compare_form": CompareForm(
            versions=versions, initial={"alt": pair[0], "neu": pair[1]}
        ) if pair else None,
        "calls": paper.calls.select_related("association") if is_leading else [],
        "is_leading": is_leading,
        "panels": [(template, panel) for template, panel in panels if panel is not None],
        "may": {
            "change": change_refusal(account, paper) is None,
            "drop": drop_refusal(account, paper) is None,
            "take_up": take_up_refusal(account, paper) is None,
            "plan": plan_refusal(account, paper) is None,
            "add_version": version_refusal(account, paper) is None,
            "log_call": call_refusal(account, paper) is None,
        },
    }  # fmt: skip
    return render(request, "papers/paper_detail.html", context)
