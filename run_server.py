"""Run Paramarsh: ``python run_server.py --help`` lists every setting."""

import gc
import os
import sys

if __name__ == "__main__":
    # What is imported lives as long as the process: to search it for garbage costs a fifth of the start.
    gc.disable()
    from server.command_line import read_settings
    from server.wiring import run

    gc.freeze()
    gc.enable()
    run(read_settings(sys.argv[1:], os.environ))
