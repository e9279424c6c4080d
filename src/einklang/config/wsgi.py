import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "einklang.config.settings")

application = get_wsgi_application()

if settings.IS_PRODUCTION and settings.SECRET_KEY == settings.INSECURE_KEY:
    raise ImproperlyConfigured("EINKLANG_SECRET_KEY is missing; einklang doctor tells more.")
