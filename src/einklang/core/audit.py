"""Who changed what: database triggers write each change of a tracked table beside it.

The triggers see ``update()`` and plain SQL too; ``acting`` says who is behind the changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
import structlog
from django.contrib.auth.base_user import AbstractBaseUser

logger = structlog.get_logger(__name__)


@contextmanager
def acting(by: AbstractBaseUser | None, act: str) -> Iterator[None]:
    """Attach the actor and the name of the act to every change inside."""
    with pghistory.context(user=by.pk if by else None, act=act):
        yield


def record(act: str, *, by: AbstractBaseUser | None, **facts: Any) -> None:
    """Log one finished act; the changes themselves are kept by the triggers."""
    logger.info(act, by=by.pk if by else None, **facts)
