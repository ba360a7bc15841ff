# Epochs with a fraction: the same number in text, JSON and CSV; however small, they are a row.
. tests/cli/lib.sh
job="platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml"
# shellcheck disable=SC2086
run run $job --set trainer.epochs=20.0143 --rounds-csv "$scratch/rounds.csv"
want_status 0; want_narrow
want_out '^  epochs +20\.01 '
[ "$(tail -n 1 "$scratch/rounds.csv" | cut -d, -f1)" = 21 ] || fail 'the part is not a row of its own'
tail -n 1 "$scratch/rounds.csv" | grep -Eq ',0\.01429?[0-9]*$' || fail 'the row has not its share'
# shellcheck disable=SC2086
run check $job --set trainer.epochs=20.0143
want_status 0; want_out ' 20\.0143 epochs '
# shellcheck disable=SC2086
run run $job --set trainer.epochs=1e-12 --format json
want_status 0; want_out '^  "rounds": 1,$'; want_out '^  "epochs": 1e-12,'
finish
