"""Addresses and views of two peers: the REST framework's ModelViewSet, and Wagtail's API v2."""

from django.urls import include, path
from rest_framework import filters, pagination, routers, serializers, viewsets
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import BaseAPIViewSet

from tests.bench.api.peers.models import PeerFund

COLUMNS = [field.name for field in PeerFund._meta.fields]


class FundSerializer(serializers.ModelSerializer[PeerFund]):
    class Meta:
        model = PeerFund
        fields = COLUMNS


class Pages(pagination.PageNumberPagination):
    page_size = 20


class FundViewSet(viewsets.ModelViewSet[PeerFund]):
    queryset = PeerFund.objects.all()
    serializer_class = FundSerializer
    pagination_class = Pages
    filter_backends = (filters.SearchFilter,)
    search_fields = ("name", "name_zh", "isin", "fund_group")


class WagtailFunds(BaseAPIViewSet):  # type: ignore[misc] # Wagtail has no types
    model = PeerFund
    body_fields = COLUMNS
    listing_default_fields = COLUMNS


rest = routers.DefaultRouter()
rest.register("funds", FundViewSet)
wagtail = WagtailAPIRouter("wagtail")
wagtail.register_endpoint("funds", WagtailFunds)

urlpatterns = [path("rest/", include(rest.urls)), path("wagtail/", wagtail.urls)]
