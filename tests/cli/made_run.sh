# Sourced: logs of a board made by hand: a sample a second, 60 s cold at 2 W, 30 s with the job loaded
# at 3 W, 240 s at work, 30 s cold. The meter wanders by 1 % in a pattern of seven samples.
made_run() { # FOLDER WATTS-AT-WORK START (seconds since 1970)
    mkdir -p "$1"
    awk -v busy="$2" -v start="$3" 'BEGIN {
        print "time,power"
        for (i = 0; i <= 360; i++) {
            watts = i < 61 || i > 330 ? 2 : i < 91 ? 3 : busy
            printf "%d,%.4f\n", start + i, watts * (1 + 0.01 * ((i * 3) % 7 - 3) / 3)
        }
    }' >"$1/power.csv"
    awk -v start="$3" 'function event(at, type, key, value) {
            printf ":::MLLOG {\"time_ms\": %d500, \"event_type\": \"%s\", \"key\": \"%s\", \"value\": %s}\n",
                start + at, type, key, value
        }
        BEGIN {
            event(60, "INTERVAL_START", "init_start", "null")
            event(90, "INTERVAL_START", "run_start", "null")
            event(90, "INTERVAL_START", "block_start", "null")
            for (i = 1; i <= 4; i++)
                event(90 + 60 * i, "POINT_IN_TIME", "tracked_stats", "{\"throughput\": 800}")
            event(330, "INTERVAL_END", "run_stop", "null")
        }' >"$1/events.txt"
}
