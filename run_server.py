"""Run Paramarsh: ``python run_server.py --help`` lists every setting."""

import os
import sys

from server.command_line import read_settings
from server.wiring import run

if __name__ == "__main__":
    run(read_settings(sys.argv[1:], os.environ))
