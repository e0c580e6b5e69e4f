"""Log lines: JSON in the names of the Elastic Common Schema, one object a line, to standard error."""

from typing import Any

import structlog

from cms.logs.ecs import as_ecs, kind_of_error
from cms.logs.security import LOGGER

from .environment import env

_shared: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="@timestamp"),
    kind_of_error,
    structlog.processors.format_exc_info,
]

structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

# A file that another program moves away is opened anew.
_file: dict[str, dict[str, Any]] = (
    {
        "security": {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": str(env.log_security_file),
            "formatter": "json",
            "encoding": "utf-8",
            "delay": True,
        }
    }
    if env.log_security_file
    else {}
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                as_ecs,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            "foreign_pre_chain": _shared,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}, **_file},
    "loggers": {
        "pikepdf": {"level": "WARNING"},
        "paramiko": {"level": "WARNING"},
        "axes": {"level": "ERROR"},  # the stream of security events has it, with the person's id
        "django.request": {"level": "ERROR"},  # what was refused has its line
        "django.security.csrf": {"level": "ERROR"},
        # What people did is told whatever else is kept quiet.
        LOGGER: {"level": "INFO", "handlers": list(_file)},
    },
    "root": {"handlers": ["stderr"], "level": env.log_level},
}
CSRF_FAILURE_VIEW = "cms.logs.middleware.csrf_refused"
