from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "einklang.portal"
    label = "portal"
