#!/bin/sh
# lint.functions: no function is longer than 60 lines, from the first line of its head to its closing
# brace. Relies on the layout of clang-format (lint.format): the braces of a function stand alone in
# the first column, those of a struct, an enum or a table do not.
#   functions.sh [SRC]
set -u
src=${1:-src}

long=$(find "$src" -name '*.[ch]' | LC_ALL=C sort | xargs awk -v most=60 '
FNR == 1 { head = 0; open = 0 }
open {
    if ($0 == "}") {
        length_of = FNR - head + 1
        if (length_of > most)
            printf "%s:%d: %d lines, at most %d are allowed: %s\n", FILENAME, head, length_of, most, name
        open = head = 0
    }
    next
}
$0 == "{" { open = 1; if (!head) { head = FNR; name = "?" } next }
/^[A-Za-z_]/ && !head { head = FNR; name = $0 }
/^$|[;}]$|\*\/$/ { head = 0 }
')
[ -z "$long" ] || { printf '%s\n' "$long"; exit 1; }
