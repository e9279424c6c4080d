"""Tell whether the process is alive, and whether it can do its work."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from einklang.core import clock

OLDEST_JOB = timedelta(minutes=15)


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, storage and queue work, else 503; say which does not."""
    checks = {"database": database_works(), "storage": storage_works(), "queue": queue_moves()}
    is_ready = all(checks.values())
    return JsonResponse({"ready": is_ready, **checks}, status=200 if is_ready else 503)


def database_works() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 - whatever it is, it is not ready
        return False
    return True


def storage_works() -> bool:
    try:
        default_storage.exists("readiness-check")
    except Exception:  # noqa: BLE001 - whatever it is, it is not ready
        return False
    return True


def queue_moves() -> bool:
    """Tell whether no job has been waiting longer than it should."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT min(e.at) FROM procrastinate_jobs j"
                " JOIN procrastinate_events e ON e.job_id = j.id"
                " WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at < now())"
            )
            (oldest,) = cursor.fetchone() or (None,)
    except Exception:  # noqa: BLE001 - whatever it is, it is not ready
        return False
    return oldest is None or clock.now() - oldest < OLDEST_JOB
