#!/bin/sh
# Writes calibration/assumed.md: the assumed figures of the shipped comparisons, by how much each moves
# the ratio of energy. Each is set to its bounds, or to 20 % less and more where it has none.
#   sh calibration/assumed.sh build/ci > calibration/assumed.md
set -eu
build=${1:?folder of the build}
wattfleet=$build/wattfleet figures=$build/tests/assumed_figures
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

ratio() { # PLATFORM A B [SET] : energy of B / energy of A
    platform=$1 a=$2 b=$3
    shift 3
    "$wattfleet" compare "$platform" "$a" "$b" --quiet --format csv "$@" 2>"$scratch/err" |
        sed 's/"[^"]*"//g' | # texts, which have commas of their own; energy_j is a number
        awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "energy_j") column = i; next }
                 { joules[NR] = $column } END { if (NR == 3) printf "%.6g", joules[3] / joules[2] }'
}

pair() { # PLATFORM A B
    base=$(ratio "$1" "deployments/$2.xml" "deployments/$3.xml")
    printf '\n## %s, energy to that of %s: %.3g\n\n' "$3" "$2" "$base"
    echo '| figure | value | from | to | ratio from | ratio to |'
    echo '|---|---|---|---|---|---|'
    "$figures" "$1" "deployments/$2.xml" "deployments/$3.xml" | awk '!seen[$5]++' FS='\t' >"$scratch/figures"
    while IFS='	' read -r label value low high down up; do
        at_low=$(ratio "$1" "deployments/$2.xml" "deployments/$3.xml" --set "$down")
        at_high=$(ratio "$1" "deployments/$2.xml" "deployments/$3.xml" --set "$up")
        [ "$at_low" ] && [ "$at_high" ] || continue # refused: other figures would have to follow
        awk -v base="$base" -v low="$at_low" -v high="$at_high" -v row="| $label | $value | $low | $high |" '
            function distance(x) { x = log(x / base); return x < 0 ? -x : x }
            BEGIN { most = distance(low) > distance(high) ? distance(low) : distance(high)
                    if (most > 0.001) printf "%.6f\t%s %.3g | %.3g |\n", most, row, low, high }'
    done <"$scratch/figures" | sort -t '	' -rg -k1,1 | cut -f 2
}

cat <<X
# What is assumed, and how much it moves the comparisons

Each row sets one assumed figure to its bounds, the others as they ship (\`compare --set\`). \`*\`: no bounds are known; 20 %
less and more were taken, so that such rows compare sensitivities, not what is believed. Figures that move the ratio by less
than 0.1 % are left out, and those that one \`--set\` cannot change alone (several values in one role). Written by

    sh calibration/assumed.sh build/ci > calibration/assumed.md
X
pair platforms/grenoble.xml unet3d-kits19-centralised unet3d-kits19-federated
pair platforms/hospitals.xml fed-kits19-pooled fed-kits19-federated
pair platforms/hospitals.xml llama-2-7b-lora-pooled llama-2-7b-lora-federated
pair platforms/grenoble.xml bert-large-centralised bert-large-federated
pair platforms/grenoble.xml stable-diffusion-2-centralised stable-diffusion-2-federated
pair platforms/grenoble.xml resnet18-cifar10-centralised resnet18-cifar10-federated
pair platforms/grenoble.xml mnist-cnn-centralised mnist-cnn-federated
