#include "output/report.h"

#include "fixture.h"
#include "suite.h"
#include <stdlib.h>

/* The page; the caller releases it. */
static struct wf_buffer page_as(const struct fixture *f, size_t width, bool verbose)
{
    struct wf_buffer page = {0};
    wf_report_text(&f->summary, &(struct wf_report_style){width, verbose}, &page);
    return page;
}

static struct wf_buffer page_of(const struct fixture *f)
{
    return page_as(f, 100, true);
}

static void check_has(const struct wf_buffer *page, const char *line)
{
    if (!strstr(page->text, line))
        CHECK_TEXT(page->text, line);
}

static void check_has_not(const struct wf_buffer *page, const char *words)
{
    if (strstr(page->text, words))
        CHECK_TEXT(page->text, words);
}

static void the_page_of_a_run(void)
{
    struct fixture f;
    fixture_make(&f);
    struct wf_buffer page = page_of(&f);
    CHECK_TEXT(page.text,
               "federated cnn on home.xml: 10 s, 120.5 J (0.03347 Wh), carbon unknown\n"
               "\n"
               "Energy by kind\n"
               "  phone              90 J  74.7 %  2 hosts\n"
               "  server             30 J  24.9 %  1 host\n"
               "  network          500 mJ   0.4 %  2 links, 1 of unknown energy\n"
               "  classes of networks: 200 mJ marginal, 3 J allocation; counted: marginal\n"
               "  of unknown energy: 1 B on 1 link, counted as 0 J; may be 2 J to 5 J\n"
               "\n"
               "Energy by phase\n"
               "  wait               50 J  41.5 %  without work; base watts of links\n"
               "  compute            40 J  33.2 %  training\n"
               "  upload           20.5 J  17.0 %  updates sent\n"
               "  aggregate          10 J   8.3 %  updates or gradients put together\n"
               "\n"
               "Carbon (CO2e)\n"
               "  operational           -          no carbon_intensity for 'phone-10'\n"
               "  embodied            6 g          of the time billed; known for 2 of 3 hosts\n"
               "\n"
               "Work\n"
               "  rounds                2          target 0.9 accuracy\n"
               "  mean round          5 s          shortest 4 s, longest 6 s\n"
               "  samples              60          1.5 passes over 40 samples; 0.4979 samples/J\n"
               "  computation     3 Mflop          0.1 accelerator-hours\n"
               "  model              4 kB          1000 parameters\n"
               "\n"
               "Bytes sent\n"
               "  uplink             8 kB          to where it is trained or aggregated\n"
               "  downlink           4 kB          from the server\n"
               "\n"
               "Coverage\n"
               "  learners          100 %          of 2 took part; 2 a round; Gini index 0.1\n"
               "  samples          50.0 %          of 40 trained on; Gini index -\n"
               "\n"
               "Provenance\n"
               "  rounds          assumed          nobody knows (w.xml:9)\n"
               "  speeds       calibrated          measured on this workload\n"
               "\n"
               "Audit: ledger against SimGrid's energy plugins (raw joules of the whole run)\n"
               "  hosts              92 J          plugin: the same\n"
               "  links              10 J          plugin: 11 J (+10 %)\n");
    wf_buffer_release(&page);
}

static void no_line_is_longer_than_a_hundred_columns(void)
{
    struct fixture f;
    fixture_make(&f);
    f.phone_site.kind = f.kinds[0].name =
        "telephones and tablets of all the pupils of a school in the mountains, old and new";
    f.scenario.workload.id = "a-model-with-a-name-that-says-how-it-was-trained-and-by-whom";
    f.scenario.provenance_source =
        "mean of five runs, 111 118 123 121 123 (119.2), on a label-skewed split of the data, as "
        "published by its authors: github.com/tuananhngh/FL-G5K-EnergyConsumption @ 64c26bd";
    f.scenario.workload.metric = "top-1 accuracy on the test set, mean of the last ten evaluations";
    f.summary.energy_j = f.summary.phase_j[WF_PHASE_COMPUTE] = 123.4e9;
    f.outcome.time_s = 7386000;
    struct wf_buffer page = page_of(&f);
    for (const char *line = page.text; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        if (length > 100)
            CHECK_TEXT(line, "a line of 100 columns at most");
        CU_ASSERT(length == 0 || line[length - 1] != ' ');
        line += length + 1;
    }
    wf_buffer_release(&page);
}

static void the_audit_is_one_line_unless_asked_for(void)
{
    struct fixture f;
    fixture_make(&f);
    struct wf_buffer page = page_as(&f, 100, false);
    check_has(&page, "\naudit: hosts agree with SimGrid exactly; links: see --verbose\n");
    check_has_not(&page, "plugin");
    wf_buffer_release(&page);
    f.summary.plugin_host_energy_j *= 1 + 4e-15;
    f.summary.plugin_link_energy_j = f.summary.ledger_link_energy_j;
    page = page_as(&f, 100, false);
    check_has(&page, "\naudit: hosts agree with SimGrid to 4e-15; links too\n");
    wf_buffer_release(&page);
    f.summary.ledger_host_energy_j = f.summary.ledger_link_energy_j = NAN;
    page = page_as(&f, 100, false);
    check_has(&page, "\naudit: none: nothing checks these joules\n");
    wf_buffer_release(&page);
}

/* Words and numbers stay whole; nothing else is longer than the page. */
static void the_page_is_as_wide_as_asked_for(void)
{
    static const size_t widths[] = {60, 80, 100, 200};
    struct fixture f;
    fixture_make(&f);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        struct wf_buffer page = page_as(&f, widths[i], false);
        for (const char *line = page.text; *line != '\0';) {
            size_t length = strcspn(line, "\n");
            CU_ASSERT(length <= widths[i]);
            line += length + 1;
        }
        wf_buffer_release(&page);
    }
}

static void known_carbon_is_shown_with_its_intensity(void)
{
    struct fixture f;
    fixture_make(&f);
    f.summary.energy_j = 7.2e6;
    f.summary.carbon_g = 112;
    struct wf_buffer page = page_of(&f);
    check_has(&page, ": 10 s, 7.2 MJ (2 kWh), 112 g CO2e\n");
    check_has(&page, "112 g           at 56 g/kWh on average\n");
    wf_buffer_release(&page);
}

static void what_is_unknown_says_why(void)
{
    struct fixture f;
    fixture_make(&f);
    f.summary.unknown_links = 2;
    f.summary.host_carbon_g = (struct wf_partial){.unknown = 3, .first_unknown = "phone-2"};
    f.summary.link_carbon_g = (struct wf_partial){.known = 1}; /* 0 g: it has no watts */
    f.summary.embodied_g = NAN;
    f.summary.plugin_host_energy_j = f.summary.ledger_host_energy_j = NAN;
    f.summary.plugin_link_energy_j = f.summary.ledger_link_energy_j = 0;
    f.scenario.calibrated = false;
    struct wf_buffer page = page_of(&f);
    check_has(&page, "-       -  2 links, energy unknown\n");
    check_has(&page, "-          no carbon_intensity\n");
    check_has(&page, "-          no embodied_carbon with lifetime\n");
    check_has(&page, "-          not audited\n");
    check_has(&page, "0 J          no watts declared\n");
    check_has(&page, "  speeds       uncalibrated          not measured on this workload\n");
    wf_buffer_release(&page);
}

static void what_rounding_left_is_no_phase(void)
{
    struct fixture f;
    fixture_make(&f);
    f.summary.phase_j[WF_PHASE_DOWNLOAD] = -1.4e-14;
    f.summary.phase_j[WF_PHASE_OVERHEAD] = 1e-6;
    struct wf_buffer page = page_of(&f);
    check_has_not(&page, "  download   ");
    check_has_not(&page, "  evaluate ");
    check_has(&page, "  overhead           1 uJ  < 0.1 %  fixed cost");
    wf_buffer_release(&page);
}

static void a_centralised_training_has_epochs_and_no_coverage(void)
{
    struct fixture f;
    fixture_make(&f);
    f.scenario.paradigm = &fixture_centralised;
    f.outcome.byte[WF_DOWNLINK] = 0;
    f.outcome.byte[WF_EXCHANGE] = 2e9;
    f.summary.epochs = 1;
    struct wf_buffer page = page_of(&f);
    check_has(&page, "centralised cnn on home.xml: ");
    check_has(&page, "  epochs                2");
    check_has(&page, "  mean epoch          5 s");
    check_has(&page, "1 pass over 40 samples");
    check_has(&page, "  exchange           2 GB          between trainers\n");
    check_has_not(&page, "downlink");
    check_has_not(&page, "Coverage");
    check_has_not(&page, "round");
    wf_buffer_release(&page);
}

static void the_whole_platform_is_said_to_be_billed(void)
{
    struct fixture f;
    fixture_make(&f);
    f.scenario.options.whole_platform = true;
    struct wf_buffer page = page_of(&f);
    check_has(&page, "\nEnergy by kind (whole platform)\n");
    wf_buffer_release(&page);
}

static void an_audit_within_rounding_is_the_same(void)
{
    struct fixture f;
    fixture_make(&f);
    f.summary.plugin_host_energy_j = 92 * (1 + 4e-15);
    struct wf_buffer page = page_of(&f);
    check_has(&page, "plugin: the same to 4e-15\n");
    wf_buffer_release(&page);
}

static void a_run_without_energy_divides_by_nothing(void)
{
    struct fixture f;
    fixture_make(&f);
    f.summary.energy_j = f.summary.carbon_g = 0;
    f.summary.samples_per_j = INFINITY;
    f.summary.epochs = NAN;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        f.summary.phase_j[phase] = 0;
    for (int i = 0; i < 3; i++)
        f.kinds[i].energy_j = 0;
    struct wf_buffer page = page_of(&f);
    check_has(&page, ": 10 s, 0 J (0 kWh), 0 g CO2e\n");
    check_has(&page, "  phone               0 J  -  2 hosts\n");
    check_has(&page, "  operational         0 g\n");
    check_has_not(&page, " nan");
    check_has_not(&page, "Energy by phase");
    wf_buffer_release(&page);
}

static void the_start_stands_with_the_carbon(void)
{
    struct fixture f;
    fixture_make(&f);
    f.summary.dated = true;
    f.summary.start_s = 1640995200;
    struct wf_buffer page = page_of(&f);
    check_has(&page, "  start                            2022-01-01T00:00:00Z\n");
    wf_buffer_release(&page);
    f.scenario.delay_s = 86400;
    f.summary.start_delay_s = 7200;
    page = page_of(&f);
    check_has(&page, " 2 h later ");
    check_has(&page, " 2022-01-01T00:00:00Z, greenest of the window (an oracle)\n");
    wf_buffer_release(&page);
}

static void the_phases_that_count_are_named(void)
{
    struct fixture f;
    fixture_make(&f);
    struct wf_buffer page = page_of(&f);
    check_has_not(&page, "phases count");
    wf_buffer_release(&page);
    f.scenario.options.phases = 1u << WF_PHASE_COMPUTE | 1u << WF_PHASE_STORAGE;
    page = page_of(&f);
    check_has(&page, "\nOnly these phases count: compute storage\n");
    wf_buffer_release(&page);
}

static const struct wf_test tests[] = {
    WF_TEST(the_page_of_a_run),
    WF_TEST(no_line_is_longer_than_a_hundred_columns),
    WF_TEST(the_audit_is_one_line_unless_asked_for),
    WF_TEST(the_page_is_as_wide_as_asked_for),
    WF_TEST(known_carbon_is_shown_with_its_intensity),
    WF_TEST(what_is_unknown_says_why),
    WF_TEST(what_rounding_left_is_no_phase),
    WF_TEST(a_centralised_training_has_epochs_and_no_coverage),
    WF_TEST(the_whole_platform_is_said_to_be_billed),
    WF_TEST(an_audit_within_rounding_is_the_same),
    WF_TEST(a_run_without_energy_divides_by_nothing),
    WF_TEST(the_start_stands_with_the_carbon),
    WF_TEST(the_phases_that_count_are_named),
};

int main(void)
{
    return wf_suite_run("report", tests, sizeof tests / sizeof tests[0]);
}
