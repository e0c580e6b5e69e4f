from django.apps import AppConfig


class ManualConfig(AppConfig):
    name = "cms.manual"
    label = "manual"
    default_auto_field = "django.db.models.BigAutoField"
