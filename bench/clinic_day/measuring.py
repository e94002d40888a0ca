"""``scripts/bench clinic_day``: both halves, one after the other."""

import argparse
from importlib.metadata import version

import uvloop

from bench.clinic_day import journeys
from bench.clinic_day.estimates import SEEDS, run_estimates
from bench.conditions import Parameter, conditions
from bench.signin import ENGINES
from tests.support.postgresql import why_no_postgresql

PACKAGES = ("sqlalchemy", "aiosqlite", "asyncpg", "pydantic", "python-engineio")
PARTS = ("estimates", *ENGINES)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    journeys.add_options(parser)


def measure(options: argparse.Namespace) -> dict[str, object]:
    if reason := why_no_postgresql():
        raise RuntimeError(reason)
    figures: dict[str, object] = {}
    for part in [options.only] if options.only else PARTS:
        if part == "estimates":
            figures |= run_estimates()
        else:
            figures[part] = uvloop.run(journeys.measure_journeys(part, options))
    parameters: dict[str, Parameter] = {
        "seeds": ", ".join(map(str, SEEDS)),
        "workers": options.workers,
        "nodes": options.nodes,
        "seconds": options.seconds,
        "warm_up_seconds": options.warm_up,
        "clinics": options.clinics,
        "doctors_a_clinic": options.doctors,
        "waiting_a_clinic": options.waiting,
        "network": "loopback; the load, the SMS provider's twin and the listening pages are one process beside it",
        "sqlite": "WAL, synchronous=NORMAL",
        "postgresql": "fsync and synchronous_commit on, on the same machine",
    }
    return figures | {"conditions": conditions(parameters, **{name: version(name) for name in PACKAGES})}
