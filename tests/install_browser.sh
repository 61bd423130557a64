#!/bin/sh
# Installs Debian's chromium for the browser tests where that is allowed (root and apt); says what is missing elsewhere.
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "The browser tests need chromium on the PATH (Debian: apt-get install chromium); they are skipped without it."
[ "$CI" != true ]
