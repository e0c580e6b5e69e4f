"""Addresses of four eyes below `/admin/`."""

from django.urls import path

from .inbox import InboxView
from .looks import LookView
from .review import ReviewView
from .withdraw import WithdrawView

app_name = "moderation"
urlpatterns = [
    path("", InboxView.as_view(), name="inbox"),
    path("<int:pk>/", ReviewView.as_view(), name="review"),
    path("<int:pk>/look/", LookView.as_view(), name="look"),
    path("withdraw/<int:content_type>/<str:pk>/", WithdrawView.as_view(), name="withdraw"),
]
