"""The batch answers no requests; Celery's checks ask for its addresses all the same."""

urlpatterns: list[object] = []
