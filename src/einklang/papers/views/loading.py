"""What every page of a paper asks first: which paper, if the visitor may know of it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from einklang.chronicle.views.loading import account_of, committee_of, deny
from einklang.papers.models import Paper
from einklang.papers.queries.paper_page import paper_page

__all__ = ["account_of", "committee_of", "deny", "paper_of"]


def paper_of(request: HttpRequest, paper_id: int) -> Paper:
    """Load the paper with what its pages show; what may not be known of is not found."""
    return get_object_or_404(paper_page(account_of(request)), pk=paper_id)
