# Completion of wattfleet for bash, with the functions of bash-completion. Commands, options and props come from the
# program itself, so that they are those of its version. In zsh: autoload -U bashcompinit && bashcompinit, then source it.

# Words for what an option takes, by the form in which its help names it.
_wattfleet_value() {
    local form=$1 cur=$2
    case $form in
        *FILE*.svg* | PICTURE) _filedir '@(svg|png)' ;;
        PLATFORM) _filedir xml ;;
        *FOLDER*) _filedir -d ;;
        *FILE | TABLE | *LOG* | STORE) _filedir ;;
        *'|'*) COMPREPLY=($(compgen -W "${form//|/ }" -- "$cur")) ;;
    esac
}

# Keys of --set: server.rounds=, workload.samples=; behind host.GLOB., zone.GLOB., link.GLOB. the props of platforms.
_wattfleet_keys() {
    local program=$1 cur=$2 keys head
    keys=$("$program" props --format csv 2>/dev/null | awk '
        function cells(line, list,   n, in_quotes, i, c, cell) {
            n = 0; in_quotes = 0; cell = ""
            for (i = 1; i <= length(line); i++) {
                c = substr(line, i, 1)
                if (c == "\"") in_quotes = !in_quotes
                else if (c == "," && !in_quotes) { list[++n] = cell; cell = "" }
                else cell = cell c
            }
            list[++n] = cell
            return n
        }
        NR > 1 { cells($0, of); count = split(of[6], key, "|"); for (k = 1; k <= count; k++) print key[k] "=" }')
    if [[ $cur == @(host|zone|link|class|region|access|node).*.* ]]; then
        head=${cur%.*}
        keys=$(sed -n "s/^${cur%%.*}\.[A-Z]*\./$head./p" <<<"$keys")
    else
        keys=$(sed 's/^\(host\|zone\|link\|class\|region\|access\|node\)\..*/\1./' <<<"$keys" | sort -u)
    fi
    COMPREPLY=($(compgen -W "$keys" -- "$cur"))
    compopt -o nospace
}

_wattfleet() {
    local cur prev words cword split form command='' i
    _init_completion -s -n : || return
    for ((i = 1; i < cword; i++)); do
        [[ ${words[i]} == -* ]] || { command=${words[i]}; break; }
    done
    if [[ -z $command && $cur != -* ]]; then
        COMPREPLY=($(compgen -W "$("$1" help 2>/dev/null |
            awk '/^commands$/ { on = 1; next } /^$/ { on = 0 } on && /^  [a-z]/ { print $1 }')" -- "$cur"))
        return
    fi
    case $prev in
        --set | --factor | --search) _wattfleet_keys "$1" "$cur"; return ;;
        --picture) _filedir '@(svg|png)'; return ;;
        --engine) COMPREPLY=($(compgen -W 'auto simgrid closed-form' -- "$cur")); return ;;
        --network) COMPREPLY=($(compgen -W 'marginal allocation none' -- "$cur")); return ;;
        --design) COMPREPLY=($(compgen -W 'lhs grid oat sobol morris' -- "$cur")); return ;;
        --method) COMPREPLY=($(compgen -W 'sobol morris oat' -- "$cur")); return ;;
        --objective | --against)
            COMPREPLY=($(compgen -W 'energy carbon embodied time coverage sample-coverage' -- "$cur"))
            return
            ;;
        --into | --apply | --deployment) _filedir xml; return ;;
        --campaign | --load | --wall-pairs | --networks) _filedir csv; return ;;
        --*)
            form=$("$1" help ${command:+"$command"} 2>/dev/null | awk -v option="$prev" '$1 == option { print $2; exit }')
            if [[ $form && $form != [a-z]* || $form == *'|'* ]]; then
                _wattfleet_value "$form" "$cur"
                return
            fi
            ;;
    esac
    if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$("$1" help ${command:+"$command"} 2>/dev/null |
            awk '$1 ~ /^--/ { print $1 }' | sort -u)" -- "$cur"))
        return
    fi
    case $command in
        help) COMPREPLY=($(compgen -W "$("$1" help 2>/dev/null |
            awk '/^commands$/ { on = 1; next } /^$/ { on = 0 } on && /^  [a-z]/ { print $1 }')" -- "$cur")) ;;
        props) COMPREPLY=($(compgen -W "$("$1" props --format csv 2>/dev/null | sed 1d | cut -d, -f1 | sort -u)" -- "$cur")) ;;
        calibrate) _filedir ;;
        sweep) _filedir '@(xml|sqlite|db)' ;;
        *) _filedir xml ;;
    esac
} && complete -F _wattfleet wattfleet
