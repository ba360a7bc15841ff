#!/bin/sh
# lint.format: sources are formatted as .clang-format says. Versions of clang-format differ in what
# they make of it: 14, Debian 12's, is the one that counts. Skipped (77) where it is not installed.
#   format.sh [FOLDER..]
set -u
wanted=14
[ $# -gt 0 ] || set -- src tests

for program in clang-format-$wanted clang-format; do
    version=$($program --version 2>/dev/null | sed -n 's/.*version \([0-9]*\).*/\1/p')
    [ "$version" != $wanted ] || break
done
[ "$version" = $wanted ] || {
    echo "skipped: clang-format $wanted is not installed (found: ${version:-none})"
    exit 77
}
find "$@" -name '*.[ch]' | LC_ALL=C sort | xargs "$program" --dry-run -Werror
