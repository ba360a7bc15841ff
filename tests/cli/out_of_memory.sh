. tests/cli/lib.sh
# nothing is wrong with an input that does not fit: a failure (1), with the cause
if nm -D "$WATTFLEET" 2>/dev/null | grep -q __asan_init; then
    exit 0 # reserves terabytes of addresses
fi
cat >"$scratch/p.xml" <<'X'
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <cluster id="c" prefix="n" suffix="" radical="0-99998" speed="1Gf" bw="1MBps" lat="1ms"/>
</platform>
X
ulimit -v 250000
run check "$scratch/p.xml"
want_status 1
want_err 'out of memory while SimGrid loaded the platform.*nothing is wrong with the input'
finish
