# shellcheck shell=bash
# What the commands of this folder share: they source it to set the checkout up. It speaks on stderr only, so that a
# command's own output stays its own.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
python="$root/.venv/bin/python"

say() { printf '%s\n' "$*" >&2; }
give_up() { say "$*"; exit 1; }

# set_up FILE [CONTAINED...]: a virtual environment with the pins of FILE, which hold those of CONTAINED too.
# Two commands at once must not both write to it.
set_up() {
  (
    if command -v flock >/dev/null; then flock 9; fi
    is_usable "$python" pip || make_environment
    install_pins "$@"
  ) 9<"$root/pyproject.toml"
}

# is_usable PYTHON [MODULE]
is_usable() { "$1" -c "import sys, ${2:-sys}; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; }

find_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    if is_usable "$name"; then command -v "$name"; return; fi
  done
  return 1
}

make_environment() {
  local interpreter package
  interpreter="$(find_python)" ||
    give_up "Paramarsh needs Python 3.11 or newer and found none: run  sudo apt-get install python3 python3-venv  on" \
      "Debian 12, Ubuntu 24.04 or newer; on an older one, install python3.11 and python3.11-venv."
  say "Making .venv with $("$interpreter" --version)."
  if "$interpreter" -m venv --clear "$root/.venv" >/dev/null 2>&1; then return; fi
  package="$("$interpreter" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  say "This Python comes without the means to make it; installing $package."
  rm -rf "$root/.venv"
  install_packages "$package" || give_up "Run this once, then the same command again:  sudo apt-get install $package"
  "$interpreter" -m venv --clear "$root/.venv" >&2 || give_up "The virtual environment could not be made, see above."
}

# The stamp holds the checksums of what was installed last: a changed file, or another branch, installs again.
install_pins() {
  local stamp="$root/.venv/installed"
  if grep -qsxF "$(checksums "$1")" "$stamp"; then return; fi
  say "Installing what $1 pins into .venv."
  rm -f "$stamp"
  "$python" -m pip --disable-pip-version-check --no-input install --quiet --require-hashes -r "$root/$1" >&2 ||
    give_up "The pinned packages could not be installed, see above; the next try starts where this one ended."
  checksums "$@" >"$stamp"
}

checksums() { (cd "$root" && sha256sum "$@"); }

may_install() { command -v apt-get >/dev/null && { is_root || sudo -n true 2>/dev/null; }; }
is_root() { [ "$(id -u)" = 0 ]; }
as_root() { if is_root; then "$@"; else sudo -n "$@"; fi; }

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=500 -qq "$@" </dev/null >&2
}

# A new machine has no lists of packages or old ones; a source that is away should not stop the others.
install_packages() {
  may_install || return 1
  apt_get update || say "The lists of packages could not be refreshed; trying with those that are here."
  apt_get install --yes --no-install-recommends "$@"
}
