"""``python -m bench NAME [--json] [options]``: every figure that the README quotes.

With ``--json`` the last line printed is one JSON object with the figures and the conditions.
"""

import argparse
import json
import sys

from bench import client, clinic_day, join, lighthouse, prescription, relay, signin

BENCHES = {
    "client": client,
    "clinic_day": clinic_day,
    "join": join,
    "lighthouse": lighthouse,
    "prescription": prescription,
    "relay": relay,
    "signin": signin,
}


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        figures = BENCHES[options.bench].measure(options)
    except RuntimeError as error:
        print(f"bench {options.bench}: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(figures))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description="Measurements of Paramarsh.")
    names = parser.add_subparsers(dest="bench", required=True)
    for name, bench in BENCHES.items():
        options = names.add_parser(name, help=(bench.__doc__ or "").splitlines()[0], description=bench.__doc__)
        options.add_argument("--json", action="store_true", help="print the figures as one JSON object at the end")
        bench.add_options(options)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
