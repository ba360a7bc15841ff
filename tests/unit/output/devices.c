#include "output/devices.h"

#include "platform/platform_reader.h"
#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROP(id, value) "<prop id=\"" id "\" value=\"" value "\"/>"
#define REST            PROP("source", "a paper, of ours") PROP("date", "-")
#define FACTS           PROP("provenance", "speed=published, wattage_per_state=published") REST

/* `slow` waits in pstate 2 and is cold in pstate 1; `dark` has neither watts nor samples/s. */
static const char catalogue[] =
    "<?xml version=\"1.0\"?>\n"
    "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"
    "<platform version=\"4.1\"><zone id=\"z\" routing=\"Cluster\">\n"
    "<host id=\"dark\" speed=\"1Gf\">" PROP("workloads", "x") PROP("samples_per_second", "-")
        PROP("flop_per_sample", "-") PROP("provenance", "speed=published") REST
    "</host>\n"
    "<host id=\"slow\" speed=\"1Gf,2Gf,2Gf\" core=\"2\">" PROP("workloads", "x,y,waiting")
        PROP("wattage_per_state", "3:3:10,2:2:5,4:4:4") PROP("samples_per_second", "20,8,-")
            PROP("flop_per_sample", "100 Mflop,500 Mflop,-") PROP("cold_pstate", "1")
                PROP("idle_pstate", "2") PROP("meter", "module") PROP("wall_factor", "1.5")
                    PROP("wall_constant", "5 W") PROP("accelerators", "3")
                        PROP("provenance", "speed=published, wattage_per_state=published, "
                                           "wattage_per_state.0.all=measured:9..11") REST
    "</host>\n"
    "<host id=\"fast\" speed=\"10Gf\">" PROP("workloads", "x") PROP("wattage_per_state", "10:20")
        PROP("samples_per_second", "100") PROP("flop_per_sample", "100 Mflop") PROP("meter", "wall")
            FACTS
    "</host>\n"
    "<host id=\"no-entry\" speed=\"10Gf\">" PROP("workloads", "x") "</host>\n"
                                                                   "</zone></platform>\n";

static struct wf_platform platform;
static struct wf_device_table table;

static void begin(void)
{
    char path[] = "/tmp/wattfleet-test-XXXXXX";
    struct wf_diag diag;
    struct wf_err err = {0};
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL(write(fd, catalogue, sizeof catalogue - 1), (ssize_t)sizeof catalogue - 1);
    close(fd);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_platform_load(path, &platform, &diag, &err), 0);
    CU_ASSERT_EQUAL_FATAL(diag.count, 0);
    wf_diag_release(&diag);
    unlink(path);
    wf_device_table_make(&platform, &table);
}

static void end(void)
{
    wf_device_table_release(&table);
    wf_platform_release(&platform);
}

static void rows_go_by_workload_and_joules_a_sample(void)
{
    static const char *const order[] = {"fast x", "slow x", "dark x", "slow y"};
    begin();
    CU_ASSERT_EQUAL_FATAL(table.count, 4); /* waiting is no workload, no-entry no device */
    for (size_t i = 0; i < 4; i++) {
        char *row = wf_format("%s %s", table.rows[i].host->name, table.rows[i].facts.workload);
        CHECK_TEXT(row, order[i]);
        free(row);
    }
    end();
}

static void joules_are_those_of_the_wall(void)
{
    begin();
    const struct wf_device_row *fast = &table.rows[0], *slow = &table.rows[1];
    CHECK_CLOSE(fast->j_per_sample, 20.0 / 100, 1e-15);
    CHECK_CLOSE(fast->idle_ratio, 10.0 / 20, 1e-15);
    CHECK_CLOSE(slow->metered_w, 10, 0);
    CHECK_CLOSE(slow->wall_w, 10 * 1.5 + 5, 1e-15);
    CHECK_CLOSE(slow->idle_w, 2 * 1.5 + 5, 1e-15); /* cold: pstate 1's */
    CHECK_CLOSE(slow->idle_ratio, 8.0 / 20, 1e-15);
    CHECK_CLOSE(slow->j_per_sample, 20.0 / 20, 1e-15);
    CHECK_CLOSE(slow->speed_flop_per_s, 2e9, 0); /* two cores */
    CU_ASSERT(isnan(table.rows[2].wall_w) && isnan(table.rows[2].j_per_sample));
    end();
}

static void what_is_not_known_is_empty(void)
{
    struct wf_buffer out = {0};
    begin();
    wf_device_table_csv(&table, &out);
    CU_ASSERT_PTR_NOT_NULL(strstr(
        out.text, "\ndark,x,,,,1000000000,,estimate,1,0,,,,,,1,published,,,assumed,,,assumed,,,,,,,"
                  "\"a paper, of ours\"\n"));
    CU_ASSERT_PTR_NOT_NULL(
        strstr(out.text, "\nslow,x,,20,100000000,2000000000,10,module,1.5,5,20,8,0.4,1,"));
    out.length = 0;
    wf_device_table_text(&table, 100, &out);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(out.text, "\ndark            -      -         -          -     -  estimate"));
    CU_ASSERT_PTR_NOT_NULL(strstr(out.text, "module x1.5 +5W"));
    wf_buffer_release(&out);
    end();
}

static const struct wf_test tests[] = {
    WF_TEST(rows_go_by_workload_and_joules_a_sample),
    WF_TEST(joules_are_those_of_the_wall),
    WF_TEST(what_is_not_known_is_empty),
};

int main(void)
{
    return wf_suite_run("devices", tests, sizeof tests / sizeof *tests);
}
