#include "fleet/fleet.h"

#include "suite.h"
#include <stdio.h>

/* Each attribute of a fleet that ships and has a figure says where it comes from, assumed
 * included, as its props do (lint.provenance). */
static void check(const struct wf_fleet *fleet, const struct wf_prop *table,
                  const struct wf_fleet_element *element)
{
    for (int row = 0; table[row].name; row++) {
        bool figure = table[row].kind == WF_PROP_QUANTITY ||
                      table[row].kind == WF_PROP_DISTRIBUTION || table[row].kind == WF_PROP_COUNT;
        if (!figure || !(element->given & UINT64_C(1) << row))
            continue;
        struct wf_sourced sourced = wf_provenance_of(element->provenance, table[row].name,
                                                     WF_EVERY_PSTATE, WF_FIGURE_WHOLE);
        if (!sourced.given)
            printf("%s:%u: %s has no word\n", fleet->path, element->line, table[row].name);
        CU_ASSERT(sourced.given);
    }
}

static void check_fleet(const char *path)
{
    struct wf_fleet fleet;
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_fleet_load(path, NULL, NULL, &fleet, &diag, &err), 0);
    CU_ASSERT_EQUAL(diag.count, 0);
    CU_ASSERT(fleet.class_count > 0);
    for (uint32_t i = 0; i < fleet.region_count; i++)
        check(&fleet, wf_fleet_region_props, &fleet.regions[i].element);
    for (uint32_t i = 0; i < fleet.access_count; i++)
        check(&fleet, wf_fleet_access_props, &fleet.accesses[i].element);
    for (uint32_t i = 0; i < fleet.class_count; i++)
        check(&fleet, wf_fleet_class_props, &fleet.classes[i].element);
    wf_fleet_release(&fleet);
    wf_diag_release(&diag);
}

static void figures_of_shipped_fleets_say_where_they_come_from(void)
{
    check_fleet("platforms/fleets/phones.xml");
    check_fleet("platforms/fleets/hospitals.xml");
    check_fleet("platforms/fleets/city.xml");
}

static const struct wf_test tests[] = {
    WF_TEST(figures_of_shipped_fleets_say_where_they_come_from),
};

int main(void)
{
    return wf_suite_run("fleet.shipped", tests, sizeof tests / sizeof *tests);
}
