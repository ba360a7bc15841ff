#include "account/ledger.h"

#include "suite.h"
#include <math.h>

/* Pstate 0 is cold; 1 computes, 2 evaluates. Epsilon plays no part: a host is loaded or idle. */
static const struct wf_watts watts[] = {{5, 6, 20}, {10, 11, 100}, {7, 8, 40}};
enum { COLD, WORK, SLOW };

static struct wf_site site(void)
{
    struct wf_site site = {0};
    wf_props_defaults(wf_site_props, &site, NULL);
    return site;
}

/* A host whose joules count as metered: nothing is added, nothing taken off. The class is that of
 * the last one that started. */
static void start(struct wf_ledger_host *host, const struct wf_site *site)
{
    static struct wf_host_class class;
    class = (struct wf_host_class){.site = site, .watts = watts, .pstate_count = 3};
    wf_ledger_host_init(host, 17, &class, COLD, WORK);
}

static void check_phase(const struct wf_ledger_host *host, enum wf_phase phase, double time_s,
                        double energy_j)
{
    CHECK_CLOSE(wf_host_usage_in(&host->usage, phase)->time_s, time_s, 0);
    CHECK_CLOSE(wf_host_usage_in(&host->usage, phase)->energy_j, energy_j, 0);
}

static void check_phases_sum_to(const struct wf_ledger_host *host, double time_s, double energy_j)
{
    double time = 0, energy = 0;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        time += wf_host_usage_in(&host->usage, phase)->time_s;
        energy += wf_host_usage_in(&host->usage, phase)->energy_j;
    }
    CHECK_CLOSE(time, time_s, 0);
    CHECK_CLOSE(energy, energy_j, 0);
}

static void a_new_host_has_drawn_nothing(void)
{
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    CU_ASSERT_EQUAL(host.usage.host, 17);
    CU_ASSERT(isnan(host.usage.plugin_j));
    CU_ASSERT_EQUAL(host.pstate, COLD);
    CU_ASSERT(!host.on_duty);
    check_phases_sum_to(&host, 0, 0);
}

/* Two hosts with the same course of activities, one told of beginnings and ends, the other at once.
 */
static void an_activity_that_passes_is_a_begin_and_an_end(void)
{
    static const struct {
        double from_s, to_s;
        enum wf_phase phase;
        bool loaded;
        uint16_t pstate;
    } course[] = {{1, 3, WF_PHASE_DOWNLOAD, false, 0},
                  {3, 7.5, WF_PHASE_COMPUTE, true, SLOW},
                  {8, 8, WF_PHASE_UPLOAD, false, 0},
                  {9, 11, WF_PHASE_COMPUTE, true, WORK}};
    struct wf_site place = site();
    for (int explored = 0; explored < 2; explored++) {
        struct wf_ledger ledgers[2] = {0};
        struct wf_ledger_host hosts[2];
        for (int k = 0; k < 2; k++) {
            start(&hosts[k], &place);
            if (explored) {
                wf_ledger_explore(&ledgers[k], 0, true);
                wf_ledger_explore(&ledgers[k], 5, false);
            }
        }
        for (size_t i = 0; i < sizeof course / sizeof *course; i++) {
            wf_ledger_begin(&ledgers[0], &hosts[0], course[i].from_s, course[i].phase,
                            course[i].loaded, course[i].pstate);
            double begun_j = hosts[0].site_j;
            wf_ledger_end(&ledgers[0], &hosts[0], course[i].to_s, course[i].phase,
                          course[i].loaded);
            double site_j = wf_ledger_pass(&ledgers[1], &hosts[1], course[i].from_s, course[i].to_s,
                                           course[i].phase, course[i].loaded, course[i].pstate);
            CHECK_CLOSE(site_j, hosts[0].site_j - begun_j, 0);
        }
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
            CHECK_CLOSE(wf_host_usage_in(&hosts[1].usage, phase)->time_s,
                        wf_host_usage_in(&hosts[0].usage, phase)->time_s, 0);
            CHECK_CLOSE(wf_host_usage_in(&hosts[1].usage, phase)->energy_j,
                        wf_host_usage_in(&hosts[0].usage, phase)->energy_j, 0);
            CHECK_CLOSE(wf_host_usage_in(&hosts[1].usage, phase)->busy_s,
                        wf_host_usage_in(&hosts[0].usage, phase)->busy_s, 0);
        }
        CHECK_CLOSE(ledgers[1].site_j, ledgers[0].site_j, 0);
        CHECK_CLOSE(hosts[1].usage.first_s, hosts[0].usage.first_s, 0);
        CHECK_CLOSE(hosts[1].usage.last_s, hosts[0].usage.last_s, 0);
        CHECK_CLOSE(hosts[1].power_w, hosts[0].power_w, 0);
        CU_ASSERT_EQUAL(hosts[1].pstate, hosts[0].pstate);
        wf_ledger_release(&ledgers[0]);
        wf_ledger_release(&ledgers[1]);
    }
}

/* A link is on duty from its first transfer to its last, in whichever order they are reported. */
static void transfers_count_in_any_order(void)
{
    static const double dates[][2] = {{5, 6}, {1, 2}, {8, 9}, {3, 7}};
    struct wf_ledger ledger = {0};
    struct wf_ledger_link link;
    const struct wf_link_tariff tariff = {
        .idle_w = 2, .attribution_ratio = 1, .pue_ratio = 1, .bandwidth_byte_per_s = 1};
    wf_ledger_link_init(&link, "link", &tariff);
    for (int i = 0; i < 4; i++)
        wf_ledger_transfer(&ledger, &link, dates[i][0], dates[i][1], WF_PHASE_UPLOAD, 10);
    CHECK_CLOSE(link.first_s, 1, 0);
    CHECK_CLOSE(link.last_s, 9, 0);
    CHECK_CLOSE(wf_carried_byte(&link.carried, WF_PHASE_UPLOAD), 40, 0);
    CHECK_CLOSE(ledger.site_j, 2 * 8, 0);
    wf_ledger_release(&ledger);
}

static void a_step_costs_power_times_time(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 2, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_end(&ledger, &host, 5, WF_PHASE_COMPUTE, true);
    check_phase(&host, WF_PHASE_COMPUTE, 5 - 2, 100 * (5 - 2));
    check_phases_sum_to(&host, 5 - 2, 100 * (5 - 2));
    CHECK_CLOSE(wf_usage_busy_s(&host.usage), 5 - 2, 0);
    CHECK_CLOSE(host.usage.first_s, 2, 0);
    CHECK_CLOSE(host.usage.last_s, 5, 0);
    CHECK_CLOSE(ledger.site_j, 100 * (5 - 2), 0);
    wf_ledger_release(&ledger);
}

/* A transfer loads nobody: the host idles in the pstate of waiting. */
static void without_load_the_host_idles_in_its_phase(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 0, WF_PHASE_UPLOAD, false, COLD);
    wf_ledger_end(&ledger, &host, 4, WF_PHASE_UPLOAD, false);
    check_phase(&host, WF_PHASE_UPLOAD, 4, 10 * 4);
    check_phases_sum_to(&host, 4, 10 * 4);
    CHECK_CLOSE(wf_usage_busy_s(&host.usage), 0, 0);
    wf_ledger_release(&ledger);
}

static void a_gap_between_duties_is_wait(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 1, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_end(&ledger, &host, 3, WF_PHASE_COMPUTE, true);
    wf_ledger_begin(&ledger, &host, 10, WF_PHASE_AGGREGATE, true, SLOW);
    wf_ledger_end(&ledger, &host, 11, WF_PHASE_AGGREGATE, true);
    check_phase(&host, WF_PHASE_COMPUTE, 3 - 1, 100 * (3 - 1));
    check_phase(&host, WF_PHASE_WAIT, 10 - 3, 10 * (10 - 3));
    check_phase(&host, WF_PHASE_AGGREGATE, 11 - 10, 40);
    check_phases_sum_to(&host, 11 - 1, 100 * 2 + 10 * 7 + 40);
    CHECK_CLOSE(wf_usage_busy_s(&host.usage), 2 + 1, 0);
    CHECK_CLOSE(host.usage.first_s, 1, 0);
    CHECK_CLOSE(host.usage.last_s, 11, 0);
    wf_ledger_release(&ledger);
}

static void time_before_the_first_duty_counts_nothing(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 1e6, WF_PHASE_COMPUTE, true, WORK);
    check_phases_sum_to(&host, 0, 0);
    CHECK_CLOSE(ledger.site_j, 0, 0);
    wf_ledger_release(&ledger);
}

/* Upload 0..10, compute 2..5, evaluate 4..8: compute wins 2..5, evaluate 5..8, upload the rest. */
static void an_instant_belongs_to_the_first_phase_going_on(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 0, WF_PHASE_UPLOAD, false, COLD);
    wf_ledger_begin(&ledger, &host, 2, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_begin(&ledger, &host, 4, WF_PHASE_EVALUATE, true, SLOW);
    wf_ledger_end(&ledger, &host, 5, WF_PHASE_COMPUTE, true);
    wf_ledger_end(&ledger, &host, 8, WF_PHASE_EVALUATE, true);
    wf_ledger_end(&ledger, &host, 10, WF_PHASE_UPLOAD, false);
    check_phase(&host, WF_PHASE_COMPUTE, 5 - 2, 100 * (5 - 2));
    check_phase(&host, WF_PHASE_EVALUATE, 8 - 5, 40 * (8 - 5));
    check_phase(&host, WF_PHASE_UPLOAD, 2 + 2, 10 * (2 + 2));
    check_phases_sum_to(&host, 10, 100 * 3 + 40 * 3 + 10 * 4);
    CHECK_CLOSE(wf_usage_busy_s(&host.usage), 8 - 2, 0);
    wf_ledger_release(&ledger);
}

/* Load of a later phase under an earlier one without load: its watts, the other's phase. */
static void the_loaded_phase_decides_power_the_first_phase_the_name(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 0, WF_PHASE_UPLOAD, false, COLD);
    wf_ledger_begin(&ledger, &host, 0, WF_PHASE_OVERHEAD, true, SLOW);
    wf_ledger_end(&ledger, &host, 3, WF_PHASE_OVERHEAD, true);
    check_phase(&host, WF_PHASE_UPLOAD, 3, 40 * 3);
    check_phase(&host, WF_PHASE_OVERHEAD, 0, 0);
    CHECK_CLOSE(wf_usage_busy_s(&host.usage), 3, 0);
    wf_ledger_release(&ledger);
}

static void equal_activities_are_counted(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 0, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_begin(&ledger, &host, 1, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_end(&ledger, &host, 2, WF_PHASE_COMPUTE, true);
    wf_ledger_end(&ledger, &host, 5, WF_PHASE_COMPUTE, true);
    wf_ledger_begin(&ledger, &host, 6, WF_PHASE_DOWNLOAD, false, COLD);
    check_phase(&host, WF_PHASE_COMPUTE, 5, 100 * 5);
    check_phase(&host, WF_PHASE_WAIT, 6 - 5, 10);
    wf_ledger_release(&ledger);
}

static void the_pstate_is_that_of_the_first_loaded_phase(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    CU_ASSERT(wf_ledger_begin(&ledger, &host, 0, WF_PHASE_DOWNLOAD, false, SLOW));
    CU_ASSERT_EQUAL(host.pstate, WORK); /* of waiting; what a transfer asks for is not heard */
    CU_ASSERT(wf_ledger_begin(&ledger, &host, 1, WF_PHASE_EVALUATE, true, SLOW));
    CU_ASSERT_EQUAL(host.pstate, SLOW);
    CHECK_CLOSE(host.power_w, 40, 0);
    CU_ASSERT(wf_ledger_begin(&ledger, &host, 2, WF_PHASE_COMPUTE, true, COLD));
    CU_ASSERT_EQUAL(host.pstate, COLD);
    CHECK_CLOSE(host.power_w, 20, 0);
    CU_ASSERT(wf_ledger_end(&ledger, &host, 3, WF_PHASE_COMPUTE, true));
    CU_ASSERT_EQUAL(host.pstate, SLOW);
    CU_ASSERT(wf_ledger_end(&ledger, &host, 4, WF_PHASE_EVALUATE, true));
    CU_ASSERT_EQUAL(host.pstate, WORK);
    CHECK_CLOSE(host.power_w, 10, 0);
    CU_ASSERT(!wf_ledger_end(&ledger, &host, 5, WF_PHASE_DOWNLOAD, false));
    CU_ASSERT_EQUAL(host.pstate, WORK);
    wf_ledger_release(&ledger);
}

static void a_pstate_that_stays_is_not_changed(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    CU_ASSERT(wf_ledger_begin(&ledger, &host, 0, WF_PHASE_COMPUTE, true, WORK));
    CU_ASSERT(!wf_ledger_begin(&ledger, &host, 1, WF_PHASE_EVALUATE, true, SLOW));
    CU_ASSERT(!wf_ledger_end(&ledger, &host, 2, WF_PHASE_EVALUATE, true));
    CU_ASSERT(!wf_ledger_end(&ledger, &host, 3, WF_PHASE_COMPUTE, true));
    wf_ledger_release(&ledger);
}

/* attribution 0.25 of 5 W cold, wall factor 1.3, PUE 1.5: over 10 s at 100 W,
 * 1.5 x 1.3 x (1000 - 0.75 x 5 x 10) J. */
static void site_energy_knows_attribution_wall_and_pue(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    place.attribution_ratio = 0.25;
    place.wall_factor = 1.3;
    place.pue_ratio = 1.5;
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 0, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_end(&ledger, &host, 10, WF_PHASE_COMPUTE, true);
    CHECK_CLOSE(ledger.site_j, 1.5 * 1.3 * (100 * 10 - (1 - 0.25) * 5 * 10), 1e-15);
    check_phase(&host, WF_PHASE_COMPUTE, 10, 100 * 10); /* as metered */
    wf_ledger_release(&ledger);
}

static void a_phone_pays_only_what_it_adds_to_cold_idle(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    place.kind = "phone";
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 0, WF_PHASE_DOWNLOAD, false, COLD);
    wf_ledger_end(&ledger, &host, 10, WF_PHASE_DOWNLOAD, false);
    CHECK_CLOSE(ledger.site_j, (10 - 5) * 10, 0);
    wf_ledger_release(&ledger);
}

static void the_cold_pstate_may_be_another(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    place.attribution_ratio = 0;
    place.cold_pstate = SLOW;
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 0, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_end(&ledger, &host, 10, WF_PHASE_COMPUTE, true);
    CHECK_CLOSE(ledger.site_j, (100 - 7) * 10, 0);
    wf_ledger_release(&ledger);
}

static void hosts_share_one_site_total(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host first, second;
    struct wf_site place = site();
    start(&first, &place);
    start(&second, &place);
    wf_ledger_begin(&ledger, &first, 0, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_begin(&ledger, &second, 1, WF_PHASE_COMPUTE, true, SLOW);
    wf_ledger_end(&ledger, &second, 3, WF_PHASE_COMPUTE, true);
    wf_ledger_end(&ledger, &first, 4, WF_PHASE_COMPUTE, true);
    CHECK_CLOSE(ledger.site_j, 100 * 4 + 40 * 2, 0);
    wf_ledger_release(&ledger);
}

static void a_step_without_time_costs_nothing(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 3, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_end(&ledger, &host, 3, WF_PHASE_COMPUTE, true);
    check_phases_sum_to(&host, 0, 0);
    CHECK_CLOSE(ledger.site_j, 0, 0);
    wf_ledger_release(&ledger);
}

/* 2 W idle, 12 W flat out at 1e3 B/s. */
static struct wf_link_class link_class(const struct wf_site *site)
{
    return (struct wf_link_class){
        .site = site, .idle_w = 2, .busy_w = 12, .bandwidth_byte_per_s = 1e3};
}

static void a_transfer_costs_its_bytes_and_the_duty_of_its_link(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_link link;
    struct wf_site place = site();
    place.pue_ratio = 1.5;
    struct wf_link_class class = link_class(&place);
    struct wf_link_tariff tariff = wf_tariff_of_link(&class, false, 0);
    wf_ledger_link_init(&link, "wifi", &tariff);
    CHECK_TEXT(link.name, "wifi");
    CU_ASSERT(isnan(wf_ledger_link_usage(&link).plugin_j));
    wf_ledger_transfer(&ledger, &link, 4, 9, WF_PHASE_UPLOAD, 3e3);
    CHECK_CLOSE(ledger.site_j, 1.5 * ((12 - 2) * 3e3 / 1e3 + 2 * (9 - 4)), 0);
    CHECK_CLOSE(wf_carried_byte(&link.carried, WF_PHASE_UPLOAD), 3e3, 0);
    CHECK_CLOSE(wf_carried_byte(&link.carried, WF_PHASE_DOWNLOAD), 0, 0);
    CHECK_CLOSE(link.first_s, 4, 0);
    CHECK_CLOSE(link.last_s, 9, 0);
    CU_ASSERT_EQUAL(link.carried.transfers, 1);
    wf_ledger_release(&ledger);
}

/* 4..9, then 20..21 after a gap, then one that had begun at 1 and ends at 30: duty 1..30. */
static void a_link_is_on_duty_from_its_first_transfer_to_its_last(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_link link;
    struct wf_site place = site();
    struct wf_link_class class = link_class(&place);
    class.busy_w = class.idle_w; /* bytes cost nothing: base watts alone */
    struct wf_link_tariff tariff = wf_tariff_of_link(&class, false, 0);
    wf_ledger_link_init(&link, "wifi", &tariff);
    wf_ledger_transfer(&ledger, &link, 4, 9, WF_PHASE_UPLOAD, 1);
    CHECK_CLOSE(ledger.site_j, 2 * (9 - 4), 0);
    wf_ledger_transfer(&ledger, &link, 20, 21, WF_PHASE_DOWNLOAD, 2);
    CHECK_CLOSE(ledger.site_j, 2 * (21 - 4), 0);
    wf_ledger_transfer(&ledger, &link, 1, 30, WF_PHASE_UPLOAD, 4);
    CHECK_CLOSE(ledger.site_j, 2 * (30 - 1), 0);
    wf_ledger_transfer(&ledger, &link, 25, 30, WF_PHASE_UPLOAD, 8);
    CHECK_CLOSE(ledger.site_j, 2 * (30 - 1), 0);
    CHECK_CLOSE(link.first_s, 1, 0);
    CHECK_CLOSE(link.last_s, 30, 0);
    CHECK_CLOSE(wf_carried_byte(&link.carried, WF_PHASE_UPLOAD), 1 + 4 + 8, 0);
    CHECK_CLOSE(wf_carried_byte(&link.carried, WF_PHASE_DOWNLOAD), 2, 0);
    CU_ASSERT_EQUAL(link.carried.transfers, 4);
    wf_ledger_release(&ledger);
}

static void a_link_shared_by_many_bills_no_base(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_link link;
    struct wf_site place = site();
    place.shared_by_many = WF_YES;
    struct wf_link_class class = link_class(&place);
    struct wf_link_tariff tariff = wf_tariff_of_link(&class, false, 0);
    wf_ledger_link_init(&link, "backbone", &tariff);
    wf_ledger_transfer(&ledger, &link, 0, 1e6, WF_PHASE_UPLOAD, 3e3);
    CHECK_CLOSE(ledger.site_j, (12 - 2) * 3e3 / 1e3, 0);

    ledger = (struct wf_ledger){0};
    place.attribution_ratio = 0.5;
    tariff = wf_tariff_of_link(&class, false, 0);
    wf_ledger_link_init(&link, "backbone", &tariff);
    wf_ledger_transfer(&ledger, &link, 0, 100, WF_PHASE_UPLOAD, 3e3);
    CHECK_CLOSE(ledger.site_j, (12 - 2) * 3e3 / 1e3 + 0.5 * 2 * 100, 0);
    wf_ledger_release(&ledger);
}

static void a_link_without_watts_counts_bytes_only(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_link link;
    struct wf_site place = site();
    struct wf_link_class class = link_class(&place);
    class.idle_w = class.busy_w = NAN;
    struct wf_link_tariff tariff = wf_tariff_of_link(&class, false, 0);
    wf_ledger_link_init(&link, "wifi", &tariff);
    wf_ledger_transfer(&ledger, &link, 0, 1, WF_PHASE_UPLOAD, 3e3);
    CHECK_CLOSE(ledger.site_j, 0, 0);
    tariff = wf_tariff_of_link(NULL, false, 0);
    wf_ledger_link_init(&link, "__loopback__", &tariff);
    wf_ledger_transfer(&ledger, &link, 0, 1, WF_PHASE_UPLOAD, 3e3);
    CHECK_CLOSE(ledger.site_j, 0, 0);
    CHECK_CLOSE(wf_carried_byte(&link.carried, WF_PHASE_UPLOAD), 3e3, 0);
    wf_ledger_release(&ledger);
}

/* Joules of a class accrue without PUE: two uploads of 5 s and 1 s, 4000 bytes, of which 1000 pay
 * their core here, and a download of 2 s. */
static void a_class_is_kept_by_phase(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_link link;
    struct wf_site place = site();
    place.pue_ratio = 1.5;
    place.network_class = WF_NETWORK_4G;
    struct wf_link_class class = link_class(&place);
    class.idle_w = 0;
    struct wf_link_tariff tariff = wf_tariff_of_link(&class, false, 0);
    wf_ledger_link_init(&link, "radio", &tariff);
    CU_ASSERT(tariff.has_network);
    tariff.network = (struct wf_network_tariff){7, 0.5, 0.25};
    wf_ledger_transfer(&ledger, &link, 4, 9, WF_PHASE_UPLOAD, 3e3);
    wf_ledger_transfer(&ledger, &link, 9, 11, WF_PHASE_DOWNLOAD, 500);
    wf_ledger_transfer(&ledger, &link, 11, 12, WF_PHASE_UPLOAD, 1e3);
    wf_ledger_core(&ledger, &link, 11, 12, WF_PHASE_UPLOAD, 1e3);
    CHECK_CLOSE(ledger.site_j, 1.5 * 12 * 4.5 + 7 * 8 + 0.5 * 4500 + 0.25 * 1e3, 1e-15);
    CU_ASSERT_EQUAL_FATAL(ledger.network_count, 2);
    CU_ASSERT_EQUAL(ledger.networks[0].phase, WF_PHASE_UPLOAD);
    CHECK_CLOSE(ledger.networks[0].transfer_s, 6, 0);
    CHECK_CLOSE(ledger.networks[0].core_byte, 1e3, 0);
    CHECK_CLOSE(ledger.networks[1].transfer_s, 2, 0);
    CHECK_CLOSE(ledger.networks[1].core_byte, 0, 0);
    wf_ledger_release(&ledger);
    CU_ASSERT_PTR_NULL(ledger.networks);
    place.network_class = WF_CHOICE_UNSET; /* watts alone: no rows are kept */
    tariff = wf_tariff_of_link(&class, false, 0);
    wf_ledger_link_init(&link, "radio", &tariff);
    wf_ledger_transfer(&ledger, &link, 4, 9, WF_PHASE_UPLOAD, 3e3);
    CU_ASSERT_EQUAL(ledger.network_count, 0);
}

/* ---- leaving duty ---- */

/* On duty 1 .. 3, away to 10, on duty 10 .. 12, away to the end at 20. It idles at 10 W. */
static void who_has_left_is_not_billed(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 1, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_end(&ledger, &host, 3, WF_PHASE_COMPUTE, true);
    wf_ledger_leave(&host);
    wf_ledger_begin(&ledger, &host, 10, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_end(&ledger, &host, 12, WF_PHASE_COMPUTE, true);
    wf_ledger_leave(&host);
    check_phases_sum_to(&host, 4, 400);
    CHECK_CLOSE(wf_usage_duty_s(&host.usage), 4, 0);
    CHECK_CLOSE(host.usage.off_duty_s, 7, 0);
    CHECK_CLOSE(host.usage.off_duty_j, 7 * 10, 0);
    CHECK_CLOSE(ledger.site_j, 400, 0);
    CHECK_CLOSE(wf_ledger_host_j(&host, COLD, 20), 5 * 1 + 200 + 70 + 200 + 8 * 10, 0);
    wf_ledger_release(&ledger);
}

static void nobody_leaves_while_something_goes_on(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 0, WF_PHASE_UPLOAD, false, COLD);
    wf_ledger_leave(&host);
    wf_ledger_end(&ledger, &host, 5, WF_PHASE_UPLOAD, false);
    check_phase(&host, WF_PHASE_UPLOAD, 5, 50);
    wf_ledger_release(&ledger);
}

static void who_was_never_on_duty_stood_cold(void)
{
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_leave(&host);
    CHECK_CLOSE(wf_ledger_host_j(&host, COLD, 20), 5 * 20, 0);
}

/* ---- exploration ---- */

/* Compute 0 .. 4, wait 4 .. 10, compute 10 .. 12; exploration from 1 to 6. */
static void every_instant_of_exploration_is_its_own(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_begin(&ledger, &host, 0, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_explore(&ledger, 1, true);
    wf_ledger_explore(&ledger, 1, true); /* already on */
    wf_ledger_end(&ledger, &host, 4, WF_PHASE_COMPUTE, true);
    wf_ledger_explore(&ledger, 6, false);
    wf_ledger_begin(&ledger, &host, 10, WF_PHASE_COMPUTE, true, WORK);
    wf_ledger_end(&ledger, &host, 12, WF_PHASE_COMPUTE, true);
    check_phase(&host, WF_PHASE_COMPUTE, 1 + 2, 100 * 3);
    check_phase(&host, WF_PHASE_EXPLORATION, 3 + 2, 100 * 3 + 10 * 2);
    check_phase(&host, WF_PHASE_WAIT, 4, 10 * 4);
    check_phases_sum_to(&host, 12, 100 * 6 + 10 * 6);
    CHECK_CLOSE(ledger.site_j, 660, 0);
    wf_ledger_release(&ledger);
}

/* ---- storage ---- */

/* 3 W per TB: 2 TB from 5 s on, 0.5 TB less from 9 s on, to 20 s; no duty. PUE 1.5, at the wall. */
static void what_is_kept_costs_by_byte_and_time(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    place.storage_w_per_tb = 3;
    place.pue_ratio = 1.5;
    place.wall_factor = 7;
    start(&host, &place);
    wf_ledger_store(&ledger, &host, 5, 2e12);
    wf_ledger_store(&ledger, &host, 9, -0.5e12);
    wf_ledger_store(&ledger, &host, 20, 0);
    double byte_s = 2e12 * 4 + 1.5e12 * 11;
    CHECK_CLOSE(host.usage.stored_byte_s, byte_s, 1e-15);
    CHECK_CLOSE(ledger.site_j, 1.5 * 3 * byte_s / 1e12, 1e-15);
    check_phases_sum_to(&host, 0, 0);
    CHECK_CLOSE(wf_ledger_host_j(&host, COLD, 20), 100, 0); /* the plugin knows nothing of it */
    wf_ledger_release(&ledger);
}

/* Whatever happens anywhere brings the site's joules up to date: rounds sum to the whole. */
static void storage_accrues_with_the_others(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host keeper, other;
    struct wf_site place = site(), elsewhere = site();
    place.storage_w_per_tb = 4;
    start(&keeper, &place);
    start(&other, &elsewhere);
    wf_ledger_store(&ledger, &keeper, 0, 1e12);
    wf_ledger_begin(&ledger, &other, 10, WF_PHASE_COMPUTE, true, WORK);
    CHECK_CLOSE(ledger.site_j, 40, 0);
    wf_ledger_end(&ledger, &other, 11, WF_PHASE_COMPUTE, true);
    CHECK_CLOSE(ledger.site_j, 44 + 100, 0);
    wf_ledger_release(&ledger);
}

static void without_a_price_nothing_is_kept(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    start(&host, &place);
    wf_ledger_store(&ledger, &host, 0, 1e12);
    wf_ledger_store(&ledger, &host, 9, 0);
    CHECK_CLOSE(host.usage.stored_byte_s, 0, 0);
    CHECK_CLOSE(ledger.site_j, 0, 0);
    wf_ledger_release(&ledger);
}

/* ---- radio ---- */

struct on_air {
    struct wf_site site;
    struct wf_link_class class;
    struct wf_link_tariff tariff;
    struct wf_ledger ledger;
    struct wf_ledger_link link;
    struct wf_ledger_extras extras;
    struct wf_ledger_radio radio;
};

/* 2 W on the air, a tail of 3 s at 0.5 W, PUE 2; base watts and watts flat out (NaN: none). */
static void switch_on(struct on_air *air, double idle_w, double busy_w)
{
    *air = (struct on_air){.site = site()};
    air->site.airtime_w = 2;
    air->site.tail_w = 0.5;
    air->site.tail_s = 3;
    air->site.pue_ratio = 2;
    air->class = (struct wf_link_class){
        .site = &air->site, .idle_w = idle_w, .busy_w = busy_w, .bandwidth_byte_per_s = 1e3};
    air->tariff = wf_tariff_of_link(&air->class, false, 0);
    wf_ledger_link_init(&air->link, "radio", &air->tariff);
    wf_ledger_radio_init(&air->radio, &air->class);
    air->extras.radio = &air->radio;
    air->link.extras = &air->extras;
}

static void begin(struct on_air *air, double now_s, enum wf_phase phase)
{
    wf_ledger_transfer_begin(&air->ledger, &air->link, now_s, phase);
}

static void end(struct on_air *air, double start_s, double now_s, enum wf_phase phase)
{
    wf_ledger_transfer(&air->ledger, &air->link, start_s, now_s, phase, 100);
}

/* 0 .. 4 and 2 .. 6 are on the air for 6 s, not 8; the tail lasts from 6 to 9. */
static void transfers_at_the_same_time_share_the_air(void)
{
    struct on_air air;
    switch_on(&air, NAN, NAN);
    begin(&air, 0, WF_PHASE_UPLOAD);
    begin(&air, 2, WF_PHASE_UPLOAD);
    end(&air, 0, 4, WF_PHASE_UPLOAD);
    end(&air, 2, 6, WF_PHASE_UPLOAD);
    CHECK_CLOSE(air.radio.usage.airtime_s[WF_PHASE_UPLOAD], 6, 0);
    CHECK_CLOSE(air.radio.usage.tail_s[WF_PHASE_UPLOAD], 3, 0);
    CHECK_CLOSE(air.radio.tail_end_s, 9, 0);
    CHECK_CLOSE(air.ledger.site_j, 2 * (2 * 6 + 0.5 * 3), 0);
    wf_ledger_release(&air.ledger);
}

/* The next transfer begins 1 s into the tail; the one after that later than it lasts. */
static void the_next_transfer_cuts_the_tail_short(void)
{
    struct on_air air;
    switch_on(&air, NAN, NAN);
    begin(&air, 0, WF_PHASE_DOWNLOAD);
    end(&air, 0, 4, WF_PHASE_DOWNLOAD);
    begin(&air, 5, WF_PHASE_UPLOAD);
    end(&air, 5, 6, WF_PHASE_UPLOAD);
    begin(&air, 20, WF_PHASE_UPLOAD);
    end(&air, 20, 21, WF_PHASE_UPLOAD);
    CHECK_CLOSE(air.radio.usage.tail_s[WF_PHASE_DOWNLOAD], 1, 0);
    CHECK_CLOSE(air.radio.usage.tail_s[WF_PHASE_UPLOAD], 3 + 3, 0);
    CHECK_CLOSE(air.ledger.site_j, 2 * (2 * (4 + 1 + 1) + 0.5 * (1 + 6)), 1e-15);
    wf_ledger_release(&air.ledger);
}

/* Download 0 .. 10, upload 2 .. 5: upload is first in the order. */
static void the_air_belongs_to_the_first_phase(void)
{
    struct on_air air;
    switch_on(&air, NAN, NAN);
    begin(&air, 0, WF_PHASE_DOWNLOAD);
    begin(&air, 2, WF_PHASE_UPLOAD);
    end(&air, 2, 5, WF_PHASE_UPLOAD);
    end(&air, 0, 10, WF_PHASE_DOWNLOAD);
    CHECK_CLOSE(air.radio.usage.airtime_s[WF_PHASE_UPLOAD], 3, 0);
    CHECK_CLOSE(air.radio.usage.airtime_s[WF_PHASE_DOWNLOAD], 2 + 5, 0);
    CHECK_CLOSE(air.radio.usage.tail_s[WF_PHASE_DOWNLOAD], 3, 0);
    wf_ledger_release(&air.ledger);
}

static void exploration_has_its_airtime_and_base(void)
{
    struct on_air air;
    switch_on(&air, 1, 1);
    wf_ledger_explore(&air.ledger, 0, true);
    begin(&air, 0, WF_PHASE_UPLOAD);
    end(&air, 0, 4, WF_PHASE_UPLOAD);
    wf_ledger_explore(&air.ledger, 5, false);
    begin(&air, 10, WF_PHASE_UPLOAD);
    end(&air, 10, 12, WF_PHASE_UPLOAD);
    CHECK_CLOSE(air.radio.usage.airtime_s[WF_PHASE_EXPLORATION], 4, 0);
    CHECK_CLOSE(air.radio.usage.tail_s[WF_PHASE_EXPLORATION], 3, 0);
    CHECK_CLOSE(air.radio.usage.airtime_s[WF_PHASE_UPLOAD], 2, 0);
    CHECK_CLOSE(wf_carried_byte(&air.link.carried, WF_PHASE_EXPLORATION), 100, 0);
    CHECK_CLOSE(wf_carried_byte(&air.link.carried, WF_PHASE_UPLOAD), 100, 0);
    CHECK_CLOSE(wf_carried_explored_s(&air.link.carried), 5, 0);
    wf_ledger_release(&air.ledger);
}

/* ---- a grid that changes with time ---- */

/* 100 g/kWh, then 300 from 10 s on, then 200 from 20 s on; date 0 is 2 s before the second edge. */
static const double edges[] = {0, 10, 20, 30}, values[] = {100, 300, 200};
static const double sums[] = {0, 1000, 4000, 6000}, whole[4];
static const struct wf_series grid = {
    .count = 3, .edge_s = edges, .value = values, .sum = sums, .missing = whole, .step_s = 10};

static void power_and_intensity_meet_step_by_step(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_host host;
    struct wf_site place = site();
    place.storage_w_per_tb = 1;
    start(&host, &place);
    host.weights = wf_weights_new(&grid, 8, 10, WF_HOST_ROWS);
    wf_ledger_store(&ledger, &host, 0, 2e12);
    wf_ledger_begin(&ledger, &host, 1, WF_PHASE_COMPUTE, true, WORK); /* 1 s at 100, 3 s at 300 */
    wf_ledger_end(&ledger, &host, 5, WF_PHASE_COMPUTE, true);
    wf_ledger_begin(&ledger, &host, 13, WF_PHASE_AGGREGATE, true, SLOW); /* at 200 */
    wf_ledger_end(&ledger, &host, 14, WF_PHASE_AGGREGATE, true);
    wf_ledger_store(&ledger, &host, 14, 0);
    const double *weighted = host.weights->weighted;
    CHECK_CLOSE(weighted[WF_PHASE_COMPUTE], 100 * (1 * 100 + 3 * 300), 1e-15);
    CHECK_CLOSE(weighted[WF_ROW_TIME + WF_PHASE_COMPUTE], 1 * 100 + 3 * 300, 1e-15);
    CHECK_CLOSE(weighted[WF_PHASE_WAIT], 10 * (7 * 300 + 1 * 200), 1e-15);
    CHECK_CLOSE(weighted[WF_PHASE_AGGREGATE], 40 * 200, 1e-15);
    CHECK_CLOSE(weighted[WF_ROW_STORAGE], 2e12 * (2 * 100 + 10 * 300 + 2 * 200), 1e-15);
    const struct wf_buckets *wait = &host.weights->buckets[WF_PHASE_WAIT]; /* 5 .. 10, 10 .. 13 */
    CU_ASSERT_EQUAL_FATAL(wait->count, 2);
    CHECK_CLOSE(wait->amount[0], 50, 1e-15);
    CHECK_CLOSE(wait->amount[1], 30, 1e-15);
    wf_weights_free(host.weights);
    wf_ledger_release(&ledger);
}

/* A tail that crosses an edge, and is cut short behind it; bytes spread over an edge. */
static void a_radio_meets_the_grid_too(void)
{
    struct on_air air;
    switch_on(&air, 1, 11); /* 100 B at 1000 B/s: 1 J */
    air.radio.weights = wf_weights_new(&grid, 8, 10, WF_LINK_ROWS);
    air.extras.weights = wf_weights_new(&grid, 8, 0, WF_LINK_ROWS);
    begin(&air, 0, WF_PHASE_UPLOAD);
    end(&air, 0, 1, WF_PHASE_UPLOAD); /* at 100; tail 1 .. 4, cut at 3: 1 s at 100, 1 s at 300 */
    begin(&air, 3, WF_PHASE_DOWNLOAD);
    end(&air, 3, 13, WF_PHASE_DOWNLOAD); /* 9 s at 300, 1 s at 200; tail 3 s at 200 */
    const double *radio = air.radio.weights->weighted, *link = air.extras.weights->weighted;
    CHECK_CLOSE(radio[WF_PHASE_UPLOAD], 2 * 100 + 0.5 * (100 + 300), 1e-14);
    CHECK_CLOSE(radio[WF_PHASE_DOWNLOAD], 2 * (9 * 300 + 200) + 0.5 * 3 * 200, 1e-14);
    CHECK_CLOSE(link[WF_PHASE_UPLOAD], 1 * 100, 1e-14);
    CHECK_CLOSE(link[WF_PHASE_DOWNLOAD], 0.1 * (9 * 300 + 200), 1e-14);
    CHECK_CLOSE(link[WF_ROW_BASE], 2 * 100 + 10 * 300 + 1 * 200, 1e-14);
    CHECK_CLOSE(air.radio.weights->buckets[WF_PHASE_UPLOAD].amount[0], 2 + 0.5 * 2, 1e-14);
    wf_weights_free(air.radio.weights);
    wf_weights_free(air.extras.weights);
    wf_ledger_release(&air.ledger);
}

/* One transfer from 4 to 9, then one that began at 1 and ends at 12: the base lasts from 1 to 12.
 * Date 0 is 8 s after the first value: 1 s at 100, 10 s at 300. From 3 on it is exploration's. */
static void a_transfer_that_began_earlier_moves_the_base_back(void)
{
    struct wf_ledger ledger = {0};
    struct wf_ledger_link link;
    struct wf_site place = site();
    struct wf_link_class class = link_class(&place);
    struct wf_link_tariff tariff = wf_tariff_of_link(&class, false, 0);
    wf_ledger_link_init(&link, "wifi", &tariff);
    struct wf_ledger_extras extras = {.weights = wf_weights_new(&grid, 8, 0, WF_LINK_ROWS)};
    link.extras = &extras;
    wf_ledger_explore(&ledger, 3, true);
    wf_ledger_transfer(&ledger, &link, 4, 9, WF_PHASE_UPLOAD, 100);
    wf_ledger_transfer(&ledger, &link, 1, 12, WF_PHASE_UPLOAD, 100);
    CHECK_CLOSE(link.first_s, 1, 0);
    CHECK_CLOSE(wf_carried_explored_s(&link.carried), 9, 1e-15);
    CHECK_CLOSE(extras.weights->weighted[WF_ROW_BASE], 1 * 100 + 1 * 300, 1e-14);
    CHECK_CLOSE(extras.weights->weighted[WF_ROW_BASE_EXPLORATION], 9 * 300, 1e-14);
    CHECK_CLOSE(ledger.site_j, 2 * (12 - 2) * 100 / 1e3 + 2 * (12 - 1), 1e-14);
    wf_weights_free(extras.weights);
    wf_ledger_release(&ledger);
}

static const struct wf_test tests[] = {
    WF_TEST(a_new_host_has_drawn_nothing),
    WF_TEST(a_step_costs_power_times_time),
    WF_TEST(an_activity_that_passes_is_a_begin_and_an_end),
    WF_TEST(transfers_count_in_any_order),
    WF_TEST(without_load_the_host_idles_in_its_phase),
    WF_TEST(a_gap_between_duties_is_wait),
    WF_TEST(time_before_the_first_duty_counts_nothing),
    WF_TEST(an_instant_belongs_to_the_first_phase_going_on),
    WF_TEST(the_loaded_phase_decides_power_the_first_phase_the_name),
    WF_TEST(equal_activities_are_counted),
    WF_TEST(the_pstate_is_that_of_the_first_loaded_phase),
    WF_TEST(a_pstate_that_stays_is_not_changed),
    WF_TEST(site_energy_knows_attribution_wall_and_pue),
    WF_TEST(a_phone_pays_only_what_it_adds_to_cold_idle),
    WF_TEST(the_cold_pstate_may_be_another),
    WF_TEST(hosts_share_one_site_total),
    WF_TEST(a_step_without_time_costs_nothing),
    WF_TEST(a_transfer_costs_its_bytes_and_the_duty_of_its_link),
    WF_TEST(a_link_is_on_duty_from_its_first_transfer_to_its_last),
    WF_TEST(a_link_shared_by_many_bills_no_base),
    WF_TEST(a_link_without_watts_counts_bytes_only),
    WF_TEST(a_class_is_kept_by_phase),
    WF_TEST(who_has_left_is_not_billed),
    WF_TEST(nobody_leaves_while_something_goes_on),
    WF_TEST(who_was_never_on_duty_stood_cold),
    WF_TEST(every_instant_of_exploration_is_its_own),
    WF_TEST(what_is_kept_costs_by_byte_and_time),
    WF_TEST(storage_accrues_with_the_others),
    WF_TEST(without_a_price_nothing_is_kept),
    WF_TEST(transfers_at_the_same_time_share_the_air),
    WF_TEST(the_next_transfer_cuts_the_tail_short),
    WF_TEST(the_air_belongs_to_the_first_phase),
    WF_TEST(exploration_has_its_airtime_and_base),
    WF_TEST(power_and_intensity_meet_step_by_step),
    WF_TEST(a_radio_meets_the_grid_too),
    WF_TEST(a_transfer_that_began_earlier_moves_the_base_back),
};

int main(void)
{
    return wf_suite_run("ledger", tests, sizeof tests / sizeof tests[0]);
}
