"""The frame of the REST API; each domain's routes are mounted here."""

from ninja import NinjaAPI

api = NinjaAPI(title="Einklang", version="1", urls_namespace="api")
