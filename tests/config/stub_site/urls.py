from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        return HttpResponse(f"{request.path} with {cursor.fetchone()}")


urlpatterns = [path("", page), path("healthz", page)]
