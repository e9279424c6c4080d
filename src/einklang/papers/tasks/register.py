"""Jobs: compare uploads with what the public register shows."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from einklang.core.lobbyregister import client_from_settings
from einklang.papers.operations.register import compare_upload

FEW_TIMES = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="papers.compare_register", retry=FEW_TIMES)
def compare_register(upload_id: int) -> None:
    """Read one public entry; without a key there is nothing to do."""
    client = client_from_settings()
    if client is not None:
        compare_upload(upload_id, client)
