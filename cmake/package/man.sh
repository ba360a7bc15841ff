#!/bin/sh
# Manual pages from the option tables: what `wattfleet --help` and `wattfleet help COMMAND` print, set by help2man.
#   man.sh WATTFLEET FOLDER        FOLDER/wattfleet.1.gz, FOLDER/wattfleet-COMMAND.1.gz
set -eu
binary=$1 folder=$2
mkdir -p "$folder"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
version=$("$binary" --version | sed 's/^wattfleet \([^ ]*\).*/\1/')
commands=$("$binary" help | awk '/^commands$/ { on = 1; next } /^$/ { on = 0 } on && /^  [a-z]/ && $1 != "help" { print $1 }')

# help2man reads sections by their headings, and the synopsis behind "Usage:"
as_help2man() {
    awk '
        /^usage: / { sub(/^usage/, "Usage") }
        /^commands$/ { print "Commands:"; print ""; next }
        /^options \(/ { print "Options:"; print ""; options = 1; next }
        !options && /^  -/ { print "Options:"; print ""; options = 1 }
        NR == 3 && !/[.]$/ { $0 = toupper(substr($0, 1, 1)) substr($0, 2) "."; sentence = 1 }
        sentence && NR == 4 { print "" }
        { print }
    '
}
page() { # NAME COMMAND-OF-HELP SHORT SEE-ALSO
    cat >"$scratch/$1" <<X
#!/bin/sh
case \$1 in --version) echo "$1 (wattfleet) $version" ;; *) cat "$scratch/$1.help" ;; esac
X
    chmod +x "$scratch/$1"
    "$binary" help $2 | as_help2man >"$scratch/$1.help"
    {
        echo '[exit status]'
        echo '0 well, 1 failure, 2 usage, 3 bad input, 4 simulation failed, 5 files'
        echo
        echo '[see also]'
        echo "$4"
        echo
        echo 'The pages and files that ship stand in the folders doc/wattfleet and wattfleet of the share folder.'
    } >"$scratch/include"
    help2man --no-info --section=1 --name="$3" --include="$scratch/include" "$scratch/$1" >"$scratch/$1.1"
    # lines are set flush left: long keys leave little to adjust
    sed '/^\.TH /a .ad l' "$scratch/$1.1" | gzip -9n >"$folder/$1.1.gz"
}

all=$(for command in $commands; do printf '.BR wattfleet-%s (1),\n' "$command"; done | sed '$s/,$//')
page wattfleet '' 'time, energy and carbon of training a machine-learning model' "$all"
for command in $commands; do
    page "wattfleet-$command" "$command" "$("$binary" help "$command" | sed -n 3p)" '.BR wattfleet (1)'
done
