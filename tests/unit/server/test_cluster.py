"""One process or several: what follows for whoever builds the server."""

import subprocess
import sys
from pathlib import Path

from pydantic import SecretStr

from server.cluster import OneNode, cluster_of
from server.settings import Settings
from server.several_nodes import SeveralNodes, node_url
from storage.vault import Vault
from tests.support.needs import REDIS
from tests.support.redis import RedisServer

ROOT = Path(__file__).parents[3]
DATABASE = SecretStr("postgresql://clinic@db/paramarsh")


async def test_without_redis_a_process_is_the_whole_service(vault: Vault) -> None:
    assert isinstance(cluster_of(Settings(), vault), OneNode)


def test_a_process_that_is_alone_loads_nothing_of_the_others() -> None:
    loaded = "import sys, server.wiring; print([name for name in sys.modules if name.startswith('cluster.')])"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"cluster.redis", "cluster.registry", "cluster.sockets", "cluster.passage"} & set(eval(done.stdout))


@REDIS
async def test_nodes_with_one_vault_share_every_key_and_no_id(vault: Vault, redis_server: RedisServer) -> None:
    settings = Settings(redis_url=SecretStr(redis_server.url), database_url=DATABASE)
    one, other = cluster_of(settings, vault), cluster_of(settings, vault)
    assert isinstance(one, SeveralNodes)
    assert isinstance(other, SeveralNodes)
    assert one.grant_key == other.grant_key
    assert one.manager.channel == other.manager.channel
    assert one.places.here != other.places.here


def test_a_node_is_reached_where_it_serves_unless_it_is_told_otherwise() -> None:
    addresses = {
        node_url(Settings(host="0.0.0.0", port=8080)): "http://127.0.0.1:8080",
        node_url(Settings(host="::", port=8080)): "http://[::1]:8080",
        node_url(Settings(host="10.0.0.7", port=80)): "http://10.0.0.7:80",
        node_url(Settings(node_url="https://one.example")): "https://one.example",
    }
    assert list(addresses) == list(addresses.values())
