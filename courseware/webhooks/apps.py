from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "courseware.webhooks"
    label = "webhooks"
