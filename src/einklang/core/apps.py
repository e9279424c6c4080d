from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "einklang.core"
    label = "core"
