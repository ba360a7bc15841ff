. tests/cli/lib.sh
# SimGrid looks for the file of a profile beside the platform, then in the working directory
case $WATTFLEET in /*) ;; *) WATTFLEET=$PWD/$WATTFLEET ;; esac
mkdir "$scratch/there" "$scratch/here"
cat >"$scratch/there/p.xml" <<'X'
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="z" routing="Full">
    <host id="a" speed="1Gf" speed_file="speeds.txt"/>
  </zone>
</platform>
X
cd "$scratch/here" || exit 1
run check ../there/p.xml
want_status 3
want_err "^../there/p.xml:5: <host a> attribute 'speed_file': cannot read '../there/speeds.txt': No such file"
for folder in here there; do
    echo '0 1' >"$scratch/$folder/speeds.txt"
    run check ../there/p.xml
    want_status 0
    rm "$scratch/$folder/speeds.txt"
done
finish
