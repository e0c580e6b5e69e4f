"""Log lines: JSON with a named event, one object a line, to standard error."""

import structlog

from .environment import env

_stamp = structlog.processors.TimeStamper(fmt="iso", utc=True, key="@timestamp")


def _plain(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Django attaches the request object to its lines; its repr says nothing and may hold what nobody should log."""
    event.pop("request", None)
    return event


_shared: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    _plain,
    _stamp,
    structlog.processors.format_exc_info,
]

structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
            "foreign_pre_chain": _shared,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {"pikepdf": {"level": "WARNING"}, "paramiko": {"level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": env.log_level},
}
