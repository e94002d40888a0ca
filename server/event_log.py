"""How the log is written: one event a line, with its identities and reasons, never a message's content."""

import logging
import sys

import structlog
from structlog.dev import plain_traceback

from server.settings import LogFormat, LogLevel


def configure_logging(level: LogLevel, form: LogFormat) -> None:
    """Everything to stderr; stdout belongs to the greeting."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=threshold, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("aiosqlite").setLevel(max(threshold, logging.WARNING))  # at debug it writes what it stores
    renderer: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if form == "json"
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain_traceback)]
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
