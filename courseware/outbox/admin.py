from django.contrib import admin

from courseware.outbox.models import Message


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    list_display = ["task", "args", "lane", "owner", "created_at", "sent_at", "sends", "done_at"]
    list_filter = ["task", "lane", ("done_at", admin.EmptyFieldListFilter)]
