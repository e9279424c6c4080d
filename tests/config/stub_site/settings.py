import os

from einklang.core.postgres import database_url, django_database

SECRET_KEY = os.environ.get("EINKLANG_SECRET_KEY", "none")
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "stub_site",
    "django.contrib.contenttypes",
    "procrastinate.contrib.django",
]
DATABASES = {"default": django_database(database_url() or "postgresql:///none")}
ROOT_URLCONF = "stub_site.urls"
USE_TZ = True
IS_PRODUCTION = False
