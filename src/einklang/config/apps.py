from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "einklang.config"
    label = "config"
