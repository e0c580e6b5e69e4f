"""The WSGI application that granian serves."""

import os
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
application: WSGIApplication = get_wsgi_application()

from cms.operations.metrics.http import Behind, Counted  # noqa: E402 - they need Django to be set up
from cms.operations.probes import Probes  # noqa: E402 - so does this
from cms.operations.profiling import profiled  # noqa: E402 - and this
from cms.operations.service.keeper import Kept  # noqa: E402 - and this

application = Behind(application)
if settings.WSGI_FRONT:
    application = import_string(settings.WSGI_FRONT)(application)
application = Kept(Counted(Probes(profiled(application, directory=settings.PROFILE_DIR))))
