"""Questions about this step of a paper."""

from einklang.federation.models import Account, Organisation
from einklang.papers.models import Paper
from einklang.papers.queries.waiting import Waiting


def panel(user: Account, paper: Paper) -> object | None:
    """Return what the paper's page shows of this step; None shows nothing."""
    del user, paper
    return None


def waiting(user: Account, body: Organisation) -> list[Waiting]:
    """Return what waits for the account in this step."""
    del user, body
    return []
