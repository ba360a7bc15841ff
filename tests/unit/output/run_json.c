#include "output/run_json.h"

#include "fixture.h"
#include "output/json.h"
#include "suite.h"
#include <stdlib.h>

static struct json_object *at(struct json_object *object, const char *key)
{
    struct json_object *value = NULL;
    if (!json_object_object_get_ex(object, key, &value))
        CHECK_TEXT("a missing key", key);
    return value;
}

static double sum(struct json_object *object)
{
    double total = 0;
    struct json_object_iterator i = json_object_iter_begin(object),
                                end = json_object_iter_end(object);
    for (; !json_object_iter_equal(&i, &end); json_object_iter_next(&i))
        total += json_object_get_double(json_object_iter_peek_value(&i));
    return total;
}

/* Keys in their order, each with a blank behind. */
static void check_keys(struct json_object *object, const char *expected)
{
    struct wf_buffer keys = {0};
    struct json_object_iterator i = json_object_iter_begin(object),
                                end = json_object_iter_end(object);
    for (; !json_object_iter_equal(&i, &end); json_object_iter_next(&i))
        wf_buffer_printf(&keys, "%s ", json_object_iter_peek_name(&i));
    CHECK_TEXT(keys.text, expected);
    wf_buffer_release(&keys);
}

static void the_keys_of_a_run_are_those_of_the_design(void)
{
    struct fixture f;
    fixture_make(&f);
    struct json_object *run = wf_run_json(&f.summary, NULL);
    check_keys(
        run,
        "schema wattfleet simgrid network_model engine engine_reason partial seed platform "
        "deployment paradigm "
        "workload time_s start start_delay_s phases rounds epochs trainings "
        "training_time_s late_trainings energy_j host_energy_j "
        "energy_by_kind_j energy_by_phase_j link_energy_j network_view network_energy_j "
        "network_unknown plugin_host_energy_j "
        "ledger_host_energy_j plugin_link_energy_j ledger_link_energy_j carbon_g "
        "carbon_by_phase_g embodied_g uplink_byte downlink_byte exchange_byte flop "
        "accelerator_hours "
        "parameters trainable_parameters model_byte base_byte samples samples_per_j byte_per_j "
        "metric target "
        "learners active dropped_updates wasted_energy_j missing_updates stale_updates "
        "staleness inferences learner_coverage "
        "sample_coverage learner_gini sample_gini provenance calibrated warnings ");
    check_keys(at(run, "energy_by_kind_j"), "network phone server ");
    static const char phases[] = "compute evaluate aggregate protection preparation inference "
                                 "upload download collection deployment "
                                 "exploration overhead storage wait ";
    check_keys(at(run, "energy_by_phase_j"), phases);
    check_keys(at(run, "carbon_by_phase_g"), phases);
    check_keys(at(at(run, "provenance"), "rounds"), "value provenance source unheld file line ");
    json_object_put(run);
}

static void the_parts_sum_to_the_whole(void)
{
    struct fixture f;
    fixture_make(&f);
    struct json_object *run = wf_run_json(&f.summary, NULL);
    double energy_j = json_object_get_double(at(run, "energy_j"));
    CHECK_CLOSE(energy_j, 120.5, 0);
    CHECK_CLOSE(sum(at(run, "energy_by_kind_j")), energy_j, 1e-12);
    CHECK_CLOSE(sum(at(run, "energy_by_phase_j")), energy_j, 1e-12);
    json_object_put(run);
}

static void each_value_stands_under_its_key(void)
{
    struct fixture f;
    fixture_make(&f);
    f.scenario.options.seed = UINT64_MAX;
    struct json_object *run = wf_run_json(&f.summary, NULL);
    CHECK_TEXT(json_object_get_string(at(run, "schema")), "wattfleet.run/1");
    CHECK_TEXT(json_object_get_string(at(run, "seed")), "18446744073709551615");
    CHECK_TEXT(json_object_get_string(at(run, "paradigm")), "federated");
    CHECK_TEXT(json_object_get_string(at(run, "platform")), "platforms/home.xml");
    CHECK_TEXT(json_object_get_string(at(run, "deployment")), "deployments/fedavg.xml");
    CHECK_TEXT(json_object_get_string(at(run, "accelerator_hours")), "0.1");
    CHECK_TEXT(json_object_get_string(at(run, "uplink_byte")), "8000");
    CHECK_TEXT(json_object_get_string(at(run, "downlink_byte")), "4000");
    CHECK_TEXT(json_object_get_string(at(run, "exchange_byte")), "0");
    CHECK_TEXT(json_object_get_string(at(run, "epochs")), "1.5");
    CHECK_TEXT(json_object_get_string(at(run, "ledger_link_energy_j")), "10");
    CHECK_TEXT(json_object_get_string(at(run, "plugin_link_energy_j")), "11");
    CU_ASSERT(json_object_is_type(at(run, "rounds"), json_type_int));
    CU_ASSERT(json_object_is_type(at(run, "learners"), json_type_int));
    CU_ASSERT(json_object_get_boolean(at(run, "calibrated")));
    struct json_object *rounds = at(at(run, "provenance"), "rounds");
    CHECK_TEXT(json_object_get_string(at(rounds, "value")), "2");
    CHECK_TEXT(json_object_get_string(at(rounds, "provenance")), "assumed");
    CHECK_TEXT(json_object_get_string(at(rounds, "source")), "assumed: nobody knows");
    CHECK_TEXT(json_object_get_string(at(rounds, "file")), "w.xml");
    CHECK_TEXT(json_object_get_string(at(rounds, "line")), "9");
    json_object_put(run);
}

static void what_is_unknown_is_null(void)
{
    struct fixture f;
    fixture_make(&f);
    f.scenario.workload.metric = NULL;
    f.scenario.target = NAN;
    f.scenario.rounds_origin = (struct wf_origin){0};
    f.summary.plugin_host_energy_j = NAN;
    f.summary.start_s = NAN;
    struct json_object *run = wf_run_json(&f.summary, NULL);
    static const char *const unknown[] = {"carbon_g", "byte_per_j", "sample_gini",         "start",
                                          "metric",   "target",     "plugin_host_energy_j"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        CU_ASSERT_PTR_NULL(at(run, unknown[i]));
    struct json_object *rounds = at(at(run, "provenance"), "rounds");
    CU_ASSERT_PTR_NULL(at(rounds, "file"));
    CU_ASSERT_PTR_NULL(at(rounds, "line"));
    struct wf_buffer text = {0};
    wf_json_text(run, &text);
    CU_ASSERT_PTR_NOT_NULL(strstr(text.text, "\n  \"carbon_g\": null,\n"));
    CU_ASSERT_PTR_NULL(strstr(text.text, ": nan"));
    CU_ASSERT_PTR_NULL(strstr(text.text, ": inf"));
    wf_buffer_release(&text);
    json_object_put(run);
}

static void the_start_and_the_phases_that_count_are_reported(void)
{
    struct fixture f;
    fixture_make(&f);
    f.summary.start_s = 1640995200 + 6 * 3600;
    f.summary.start_delay_s = 3 * 3600;
    f.summary.phase_carbon_g[WF_PHASE_UPLOAD] = 0.25;
    f.summary.phase_carbon_g[WF_PHASE_WAIT] = NAN;
    f.scenario.options.phases = 1u << WF_PHASE_UPLOAD | 1u << WF_PHASE_WAIT;
    struct json_object *run = wf_run_json(&f.summary, NULL);
    CHECK_TEXT(json_object_get_string(at(run, "start")), "2022-01-01T06:00:00Z");
    CHECK_CLOSE(json_object_get_double(at(run, "start_delay_s")), 10800, 0);
    CHECK_CLOSE(json_object_get_double(at(at(run, "carbon_by_phase_g"), "upload")), 0.25, 0);
    CU_ASSERT_PTR_NULL(at(at(run, "carbon_by_phase_g"), "wait"));
    CHECK_TEXT(json_object_to_json_string_ext(at(run, "phases"), JSON_C_TO_STRING_PLAIN),
               "[\"upload\",\"wait\"]");
    json_object_put(run);
}

static void the_text_is_indented_and_reads_back(void)
{
    struct fixture f;
    fixture_make(&f);
    f.summary.energy_j = 0.1 + 0.2;
    struct json_object *run = wf_run_json(&f.summary, NULL);
    struct wf_buffer text = {0};
    wf_json_text(run, &text);
    CU_ASSERT_EQUAL(strncmp(text.text, "{\n  \"schema\": \"wattfleet.run/1\",\n", 33), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(text.text, "\n    \"phone\": 90,\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text.text, "\"platforms/home.xml\""));
    CU_ASSERT_EQUAL(text.text[text.length - 1], '\n');
    CU_ASSERT_EQUAL(text.text[text.length - 2], '}');
    struct json_object *back = json_tokener_parse(text.text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(back);
    CHECK_CLOSE(json_object_get_double(at(back, "energy_j")), 0.1 + 0.2, 0);
    json_object_put(back);
    wf_buffer_release(&text);
    json_object_put(run);
}

static void warnings_stand_with_their_place_and_errors_do_not(void)
{
    struct fixture f;
    fixture_make(&f);
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_diag_warn(&diag, "a.xml", 3, "said twice");
    wf_diag_error(&diag, "a.xml", 4, "wrong");
    wf_diag_warn(&diag, NULL, 0, "everywhere");
    struct json_object *run = wf_run_json(&f.summary, &diag), *warnings = at(run, "warnings");
    CU_ASSERT_EQUAL_FATAL(json_object_array_length(warnings), 2);
    CHECK_TEXT(json_object_get_string(json_object_array_get_idx(warnings, 0)),
               "a.xml:3: said twice");
    CHECK_TEXT(json_object_get_string(json_object_array_get_idx(warnings, 1)), "everywhere");
    json_object_put(run);
    run = wf_run_json(&f.summary, NULL);
    CU_ASSERT_EQUAL(json_object_array_length(at(run, "warnings")), 0);
    json_object_put(run);
    wf_diag_release(&diag);
}

static const struct wf_test tests[] = {
    WF_TEST(the_keys_of_a_run_are_those_of_the_design),
    WF_TEST(the_parts_sum_to_the_whole),
    WF_TEST(each_value_stands_under_its_key),
    WF_TEST(what_is_unknown_is_null),
    WF_TEST(the_start_and_the_phases_that_count_are_reported),
    WF_TEST(the_text_is_indented_and_reads_back),
    WF_TEST(warnings_stand_with_their_place_and_errors_do_not),
};

int main(void)
{
    return wf_suite_run("run_json", tests, sizeof tests / sizeof tests[0]);
}
