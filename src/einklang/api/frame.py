"""The frame of the REST API; each domain's routes are mounted here."""

from ninja import NinjaAPI
from ninja.security import django_auth

from einklang.chronicle.api import router as chronicle
from einklang.federation.api import router as federation
from einklang.papers.api import router as papers
from einklang.programmes.api import router as programmes

api = NinjaAPI(
    title="Einklang",
    version="1",
    urls_namespace="api",
    auth=django_auth,
    description="Reads what the signed-in account may read.",
)
api.add_router("/chronicle", chronicle)
api.add_router("/federation", federation)
api.add_router("/papers", papers)
api.add_router("/programmes", programmes)
