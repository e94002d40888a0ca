# shellcheck shell=bash
# The distribution's packages that tests and benches drive: browsers, fonts, network tools. Needs setup.sh.

PATH="$PATH:/usr/sbin:/sbin" # where ip may be, for those who are not root

# provide PACKAGE...: installs what is missing. What cannot be installed is left out; say_without tells.
provide() {
  local package missing=()
  for package in "$@"; do is_there "$package" || missing+=("$package"); done
  if [ "${#missing[@]}" = 0 ]; then return; fi
  if ! may_install; then
    say "Not root and no sudo without a password. To have everything, run once:  sudo apt-get install ${missing[*]}"
    return
  fi
  say "Installing ${missing[*]} from the distribution's packages."
  install_packages "${missing[@]}" || install_singly "${missing[@]}"
}

# One that this distribution lacks must not take the others with it.
install_singly() {
  local package
  for package in "$@"; do apt_get install --yes --no-install-recommends "$package" || true; done
}

is_there() {
  case "$1" in
    chromium) answers chromium || answers chromium-browser ;;
    firefox-esr) answers firefox-esr ;;
    fonts-noto-core) [ -n "$(fc-list :lang=hi 2>/dev/null)" ] ;;
    iproute2) command -v ip >/dev/null ;;
    poppler-utils) command -v pdftotext >/dev/null ;;
    postgresql) compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# Where a browser's package is only a stub for another store, the command is there and fails.
answers() { timeout 30 "$1" --version >/dev/null 2>&1; }

# say_without PACKAGE SENTENCE
say_without() { is_there "$1" || say "$1 could not be installed: $2"; }
