#!/bin/sh
# package.completion: what the tab key offers in bash, by the functions of bash-completion.
#   completion.sh WATTFLEET
set -eu
library=/usr/share/bash-completion/bash_completion
command -v bash >/dev/null && [ -r "$library" ] || { echo "skipped: there is no bash-completion"; exit 77; }
folder=$(cd "$(dirname "$1")" && pwd)
root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
touch platform.xml job.xml table.csv picture.svg notes.txt
mkdir folder
cat >offer.bash <<'X'
# offer.bash WORD..: what is offered for the last one, a line each
source "$LIBRARY"
source "$COMPLETION"
compopt() { :; } # no completion is in progress here
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_TYPE=9
COMP_POINT=${#COMP_LINE}
_wattfleet wattfleet "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
X
failed=0
offers() { # WORD.. -- what must be offered, "!WHAT" what must not
    words=
    while [ "$1" != -- ]; do words="$words '$1'"; shift; done
    shift
    eval "PATH='$folder:$PATH' LIBRARY='$library' COMPLETION='$root/cmake/package/completion.bash' bash --norc offer.bash $words" >offered 2>said
    [ ! -s said ] || { echo "FAILED: $words: $(cat said)"; failed=1; }
    for want in "$@"; do
        case $want in
            !*) ! grep -qx -- "${want#!}" offered || { echo "FAILED: $words offers $want"; failed=1; } ;;
            *) grep -qx -- "$want" offered || { echo "FAILED: $words does not offer $want: $(head -5 offered | tr '\n' ' ')"; failed=1; } ;;
        esac
    done
}
offers wattfleet '' -- run compare decide calibrate help '!it'
offers wattfleet de -- decide devices '!run'
offers wattfleet run --en -- --engine '!--points'
offers wattfleet sweep --po -- --points
offers wattfleet run --engine '' -- auto simgrid closed-form
offers wattfleet run --format '' -- text json csv
offers wattfleet run '' -- platform.xml job.xml folder '!table.csv' '!notes.txt'
offers wattfleet calibrate --campaign '' -- table.csv '!platform.xml'
offers wattfleet decide --picture '' -- picture.svg '!job.xml'
offers wattfleet run --set server.ro -- server.rounds= server.round-overhead= '!server.target='
offers wattfleet run --set workload.sa -- workload.samples=
offers wattfleet run --set ho -- host.
offers wattfleet run --set host.board-0.pu -- host.board-0.pue= '!zone.board-0.pue='
offers wattfleet run --set 'zone.edge.carbon_i' -- zone.edge.carbon_intensity=
offers wattfleet optimize --search server.ac -- server.active=
offers wattfleet optimize --objective c -- carbon coverage '!time'
offers wattfleet help sen -- sensitivity
offers wattfleet props le -- learner
exit "$failed"
