"""What an operator can set of a service that several processes or machines are together."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

from server.setting_rules import NodeUrl, RedisUrl


class ClusterSettings(BaseSettings):
    """A part of ``server.settings.Settings``."""

    redis_url: Annotated[
        RedisUrl,
        Field(
            description="Redis, by which several of these servers with one PostgreSQL database are one service; empty "
            "is one server alone. REDIS_URL, as hosting platforms set it, counts too."
        ),
    ] = None
    node_url: Annotated[
        NodeUrl,
        Field(
            description="Where the other servers reach this one, without a path; empty is this machine's own address "
            "with the port of the pages, good only where all of them run on one machine."
        ),
    ] = ""
