# shellcheck shell=bash
# What checks and tests the page: package.json's pins, in node_modules. The page itself needs none of it. Needs setup.sh.

has_npm() { command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'; }

# say_without_npm SENTENCE
say_without_npm() { say "npm with Node 18 or newer is not there (sudo apt-get install npm): $1"; }

# install_page_tools: fails where it could not. Two commands at once must not both write to node_modules.
install_page_tools() {
  (
    if command -v flock >/dev/null; then flock 9; fi
    install_locked_packages
  ) 9<"${root:?}/package-lock.json"
}

# The stamp holds the checksum of what was installed last.
install_locked_packages() {
  local stamp="$root/node_modules/installed"
  if grep -qsxF "$(checksums package-lock.json)" "$stamp"; then return; fi
  say "Installing what package-lock.json pins into node_modules."
  (cd "$root" && npm ci --loglevel=error >&2) || return 1
  checksums package-lock.json >"$stamp"
}
