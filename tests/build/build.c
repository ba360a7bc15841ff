/* build.<case>: scenarios built from files that were read once, with many sets of overrides: as a
 * fresh load gives them, without reading a file, without growing, and without a change of what they
 * are built from. */
#include "../cases.h"
#include "base/map.h"
#include "describe.h"
#include <malloc.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const char platform[] = "platforms/grenoble.xml";
static const char federated[] = "deployments/unet3d-kits19-federated.xml";
static const char centralised[] = "deployments/unet3d-kits19-centralised.xml";

static void fail(const char *what, const char *where)
{
    printf("    FAILED %s: %s\n", what, where);
    failures++;
}

/* ---- studies ---- */

static struct wf_study_request request_of(const char *platform_path, const char *const *deployments,
                                          size_t count, const struct wf_overrides *overrides)
{
    return (struct wf_study_request){.platform = platform_path,
                                     .deployments = deployments,
                                     .count = count,
                                     .overrides = overrides,
                                     .options = {.seed = 1, .audit = true}};
}

static void read_base(struct wf_study *base, const char *platform_path, const char *deployment)
{
    struct wf_err err = {0};
    const struct wf_study_request request = request_of(platform_path, &deployment, 1, NULL);
    if (wf_study_load(base, &request, &err) < 0)
        fail(deployment, err.text);
}

static void set(struct wf_overrides *overrides, const char *text)
{
    struct wf_err err = {0};
    if (wf_overrides_add(overrides, text, &err) < 0)
        fail(text, err.text);
}

/* The first line in which two texts differ. */
static void check_same(const char *what, const struct wf_buffer *got,
                       const struct wf_buffer *expected)
{
    const char *a = got->text, *b = expected->text;
    if (!strcmp(a, b))
        return;
    while (strcspn(a, "\n") == strcspn(b, "\n") && !strncmp(a, b, strcspn(a, "\n") + 1)) {
        a += strcspn(a, "\n") + 1;
        b += strcspn(b, "\n") + 1;
    }
    printf("    FAILED %s: '%.*s', expected '%.*s'\n", what, (int)strcspn(a, "\n"), a,
           (int)strcspn(b, "\n"), b);
    failures++;
}

/* ---- as a fresh load ---- */

enum { SETS_MAX = 4 };
typedef const char *override_set[SETS_MAX + 1];

static const override_set federated_sets[] = {
    {NULL},
    {"server.rounds=50"},
    {"server.rounds=50", "server.rounds=7"},
    {"server.active=4", "server.selection=random"},
    {"server.active=4", "server.selection=random", "server.over-selection=0.5"},
    {"server.aggregation=buffered", "server.buffer=3", "server.rounds=20"},
    {"server.aggregation=semi-sync", "server.deadline=10 min", "server.rounds=20"},
    {"server.uplink-bits=8", "server.rounds=12"},
    {"server.uplink-bits=8"}, /* the workload has no row for it */
    {"server.evaluation-period=0"},
    {"server.evaluation-period=0", "server.evaluation-download=no"}, /* the second has no effect */
    {"server.trainings=3", "server.every=1 d"},
    {"server.target=0.95"}, /* no row reaches it */
    {"server.start-date=2024-06-01"},
    {"server.start-date=yesterday"},
    {"server.workload=deployments/workloads/bert-large.xml"},
    {"server.workload=deployments/workloads/mnist-cnn.xml", "server.data=non-iid"},
    {"server.workload=deployments/workloads/none.xml"},
    {"server.workload=workloads/unet3d-kits19.xml"}, /* beside the file only, not from here */
    {"learner.local-epochs=3"},
    {"learner.local-epochs=3", "server.rounds=100"},
    {"learner.batch=1"},
    {"learner.samples=uniform(10,30)"},
    {"learner.samples=normal(17,3)", "learner.speed-factor=uniform(0.5,1.5)"},
    {"learner.new-samples=4", "server.trainings=2", "server.train-on=new"},
    {"learner.availability=08:00-18:00", "learner.availability-spread=2 h"},
    {"learner.availability=deployments/resnet18-cifar10-phones-nightly.csv"},
    {"learner.availability=25:00-26:00"},
    {"learner.dropout=0.1", "learner.dropout-phase=upload"},
    {"learner.gateway=gateway-0"},
    {"learner.pstate=0"},
    {"learner.pstate=7"},
    {"learner.start-up=30 s", "learner.batch-overhead=2 ms"},
    {"learner.local-epoch=3"}, /* misspelt */
    {"workload.parameters=1e6"},
    {"workload.parameters=1e6", "workload.bytes-per-parameter=2 B"},
    {"workload.samples=100"},
    {"workload.training-flop=1 Tflop", "workload.efficiency=30 %"},
    {"workload.preparation-flop=1 kflop"},
    {"workload.memory=100 GB"}, /* does not fit */
    {"workload.smaples=1"},
    {"zone.grenoble.carbon_intensity=300 g/kWh"},
    {"zone.edge.pue=1.5", "zone.datacentre.pue=1.05"},
    {"zone.nowhere.pue=1.5"},
    {"host.jetson-*.speed=11Tf,90Gf"},
    {"host.jetson-3.wattage_per_state=5:6:30,5:6:20"},
    {"host.*.attribution=1", "host.jetson-0.attribution=0.5"},
    {"host.jetson-*.battery=50 Wh", "learner.battery-level=0.5"},
    {"host.jetson-*.memory=1 GB"},
    {"host.tablet-*.pue=1"},
    {"link.*.bandwidth=10MBps"},
    {"link.jetson-*-up.wattage_range=0.5:2"},
    {"server.rounds=9", "workload.parameters=2e6", "zone.edge.pue=1.3", "link.*.latency=20ms"},
    {"trainer.epochs=3"}, /* there is none */
};

static const override_set centralised_sets[] = {
    {NULL},
    {"trainer.epochs=10"},
    {"trainer.batch=32"},
    {"trainer.overlap=0.5"},
    {"trainer.trainings=4", "trainer.every=1 d", "source.new-samples=2"},
    {"trainer.evaluation-samples=10", "trainer.start-up=0"},
    {"source.samples=11"},
    {"source.upload=as produced"},
    {"source.upload=as produced", "source.resend=all"},
    {"source.trainer=dc-0"},
    {"source.trainer=dc-1"},
    {"workload.bytes-per-sample=1 GB"},
    {"host.dc-*.wall_factor=1.1", "zone.datacentre.pue=1.4"},
    {"host.dc-0.speed=2496Tf,500Tf,1755Tf"},
    {"server.rounds=9"},
};

/* The same scenario: built from files that were read before, and loaded with the overrides. */
static void check_set(const struct wf_study *base, const char *deployment, const char *const *sets)
{
    struct wf_overrides overrides = {0};
    struct wf_buffer built = {0}, loaded = {0};
    struct wf_study varied, fresh;
    struct wf_err errs[2] = {{.code = WF_OK}, {.code = WF_OK}};
    for (size_t i = 0; sets[i]; i++)
        set(&overrides, sets[i]);
    const struct wf_study_request request = request_of(platform, &deployment, 1, &overrides);
    int status = wf_study_vary(&varied, base, &request, &errs[0]);
    if (wf_study_load(&fresh, &request, &errs[1]) != status || errs[0].code != errs[1].code)
        fail(sets[0], "another status");
    wf_buffer_printf(&built, "%s\n", errs[0].text);
    wf_buffer_printf(&loaded, "%s\n", errs[1].text);
    describe_study(&varied, &built);
    describe_study(&fresh, &loaded);
    check_same(sets[0] ? sets[0] : "no override", &built, &loaded);
    wf_buffer_release(&built);
    wf_buffer_release(&loaded);
    wf_study_release(&varied);
    wf_study_release(&fresh);
    wf_overrides_release(&overrides);
}

static void check_sets(const char *deployment, const override_set *sets, size_t count)
{
    struct wf_study base;
    struct wf_buffer before = {0}, after = {0};
    read_base(&base, platform, deployment);
    describe_study(&base, &before);
    for (size_t i = 0; i < count; i++)
        check_set(&base, deployment, sets[i]);
    describe_study(&base, &after);
    check_same("the base", &after, &before);
    wf_buffer_release(&before);
    wf_buffer_release(&after);
    wf_study_release(&base);
}

static void federated_scenarios_are_those_of_a_fresh_load(void)
{
    check_sets(federated, federated_sets, sizeof federated_sets / sizeof *federated_sets);
}

static void centralised_scenarios_are_those_of_a_fresh_load(void)
{
    check_sets(centralised, centralised_sets, sizeof centralised_sets / sizeof *centralised_sets);
}

/* Two deployments that name one workload, twice each. */
static void deployments_beside_each_other_are_those_of_a_fresh_load(void)
{
    static const char *const paths[] = {"deployments/mnist-cnn-federated.xml",
                                        "deployments/mnist-cnn-centralised.xml",
                                        "deployments/mnist-cnn-federated.xml"};
    struct wf_study study, again;
    struct wf_err err = {0};
    struct wf_buffer first = {0}, second = {0};
    const struct wf_study_request request = request_of(platform, paths, 3, NULL);
    if (wf_study_load(&study, &request, &err) < 0 ||
        wf_study_vary(&again, &study, &request, &err) < 0)
        fail("two deployments", err.text);
    if (study.inputs->library.read_count != 3)
        fail("two deployments", "not each file was read once");
    describe_study(&study, &first);
    describe_study(&again, &second);
    check_same("built again", &second, &first);
    wf_buffer_release(&first);
    wf_buffer_release(&second);
    wf_study_release(&again);
    wf_study_release(&study);
}

/* ---- without reading ---- */

/* A copy of a shipped file in @p folder. */
static char *copy(const char *folder, const char *name, const char *from)
{
    char *path = wf_format("%s/%s", folder, name), *line = NULL;
    size_t size = 0;
    ssize_t length;
    FILE *in = fopen(from, "r"), *out = fopen(path, "w");
    if (!in || !out)
        fail(from, "cannot be copied");
    while (in && out && (length = getline(&line, &size, in)) > 0) {
        char *at = strstr(line, "workloads/");
        if (at && strstr(line, ".xml\"/>")) /* beside the copy */
            memmove(at, at + strlen("workloads/"), strlen(at + strlen("workloads/")) + 1);
        fputs(line, out);
    }
    if (in)
        fclose(in);
    if (out)
        fclose(out);
    free(line);
    return path;
}

static void files_may_be_gone_once_they_were_read(void)
{
    const char *root = getenv("TMPDIR");
    char *folder = wf_format("%s/wattfleet-build-XXXXXX", root ? root : "/tmp");
    if (!mkdtemp(folder))
        fail(folder, "cannot be made");
    char *const paths[] = {
        copy(folder, "platform.xml", platform),
        copy(folder, "devices.xml", "platforms/devices.xml"),
        copy(folder, "unet3d-kits19.xml", "deployments/workloads/unet3d-kits19.xml"),
        copy(folder, "federated.xml", federated)};
    struct wf_study base;
    read_base(&base, paths[0], paths[3]);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        unlink(paths[i]);
    rmdir(folder);
    size_t reads = base.inputs->library.read_count;
    for (size_t i = 0; i < sizeof federated_sets / sizeof *federated_sets; i++) {
        const char *deployment = paths[3];
        struct wf_overrides overrides = {0};
        struct wf_err err = {0};
        struct wf_study varied;
        const struct wf_study_request request = request_of(paths[0], &deployment, 1, &overrides);
        bool names_a_file = false;
        for (const char *const *one = federated_sets[i]; *one; one++) {
            set(&overrides, *one);
            names_a_file |= strstr(*one, ".xml") || strstr(*one, ".csv");
        }
        if (!names_a_file && wf_study_vary(&varied, &base, &request, &err) < 0 &&
            err.code == WF_EIO)
            fail(federated_sets[i][0], err.text);
        if (!names_a_file)
            wf_study_release(&varied);
        wf_overrides_release(&overrides);
    }
    if (base.inputs->library.read_count != reads)
        fail("after the files were deleted", "a file was read");
    wf_study_release(&base);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        free(paths[i]);
    free(folder);
}

static void a_file_that_an_override_names_is_read_once(void)
{
    struct wf_study base;
    read_base(&base, platform, federated);
    size_t reads = base.inputs->library.read_count;
    for (int i = 0; i < 3; i++) {
        const char *deployment = federated;
        struct wf_overrides overrides = {0};
        struct wf_err err = {0};
        struct wf_study varied;
        set(&overrides, "server.workload=deployments/workloads/mnist-cnn.xml");
        set(&overrides, "server.rounds=5");
        const struct wf_study_request request = request_of(platform, &deployment, 1, &overrides);
        if (wf_study_vary(&varied, &base, &request, &err) < 0)
            fail("another workload", err.text);
        if (strcmp(varied.scenarios[0].workload.id, "mnist-cnn"))
            fail("another workload", varied.scenarios[0].workload.id);
        wf_study_release(&varied);
        wf_overrides_release(&overrides);
    }
    if (base.inputs->library.read_count != reads + 1)
        fail("another workload", "not read once");
    wf_study_release(&base);
}

/* ---- often ---- */

/* Overrides of roles, workload, zone, host and link, no two sets alike. */
static void number_set(size_t number, bool is_federated, struct wf_overrides *overrides)
{
    static const char *const places[] = {
        "zone.grenoble.carbon_intensity=%zu g/kWh", "host.jetson-*.attribution=0.%zu",
        "host.jetson-*.speed=11Tf,%zuGf", "link.*.bandwidth=%zukBps", "zone.edge.pue=1.%zu"};
    enum { PLACES = sizeof places / sizeof *places, KINDS = PLACES + 3 };
    char text[96], kind[96];
    snprintf(text, sizeof text, is_federated ? "server.rounds=%zu" : "trainer.epochs=%zu",
             number + 1);
    set(overrides, text);
    size_t which = number % KINDS;
    if (which < PLACES) {
        static const char *const ends[] = {" g/kWh", "", "Gf", "kBps", ""};
        const char *percent = strchr(places[which], '%');
        snprintf(kind, sizeof kind, "%.*s%zu%s", (int)(percent - places[which]), places[which],
                 100 + number, ends[which]);
        set(overrides, kind);
    } else if (which == PLACES) {
        snprintf(kind, sizeof kind, "workload.parameters=%zu", 1000000 + number);
        set(overrides, kind);
    } else if (which == PLACES + 1 && is_federated) {
        snprintf(kind, sizeof kind, "learner.samples=uniform(%zu,20000)", 1 + number);
        set(overrides, kind);
    } else {
        snprintf(kind, sizeof kind, "workload.training-flop=%zu Mflop", 1 + number);
        set(overrides, kind);
    }
}

/* What is built from, to the last byte that a build could touch. */
static uint64_t hash_inputs(struct wf_inputs *inputs, const char *deployment, const char *workload)
{
    struct wf_buffer text = {0};
    struct wf_library *library = &inputs->library;
    const struct wf_deployment *base = wf_library_deployment(library, deployment, NULL, NULL);
    describe_platform(&inputs->platform, &text);
    describe_deployment(base, &text);
    describe_workload(wf_library_workload(library, workload, NULL, NULL), &text);
    wf_buffer_printf(&text, "%zu files, interned %zu %zu\n", library->read_count,
                     base->arena.interned_count, inputs->platform.arena.interned_count);
    wf_buffer_add(&text, (const char *)base->actors, base->actor_count * sizeof *base->actors);
    uint64_t hash = wf_hash(text.text, text.length);
    wf_buffer_release(&text);
    return hash;
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void build_often(const char *deployment)
{
    /* A chunk is 32 byte or more, so that one a build, or one in eight, would be seen. Less may be
     * kept: the allocator holds freed chunks of a few sizes back. */
    enum { BUILDS = 10000, WARM = 1000, KEPT = 32 * (BUILDS - WARM) / 8 };
    struct wf_study base;
    read_base(&base, platform, deployment);
    const char *workload = base.scenarios[0].workload.path;
    uint64_t before = hash_inputs(base.inputs, deployment, workload);
    size_t warm_byte = 0;
    double begin_s = now_s();
    for (size_t i = 0; i < BUILDS; i++) {
        struct wf_overrides overrides = {0};
        struct wf_err err = {0};
        struct wf_study varied;
        number_set(i, deployment == federated, &overrides);
        const struct wf_study_request request = request_of(platform, &deployment, 1, &overrides);
        if (wf_study_vary(&varied, &base, &request, &err) < 0)
            fail(overrides.items[overrides.count - 1].text, err.text);
        if (varied.scenarios[0].rounds != i + 1)
            fail("rounds", "not as set");
        wf_study_release(&varied);
        wf_overrides_release(&overrides);
        if (i + 1 == WARM)
            warm_byte = mallinfo2().uordblks;
    }
    printf("    %s: %d scenarios, %.3f ms each\n", deployment, BUILDS,
           1e3 * (now_s() - begin_s) / BUILDS);
    size_t end_byte = mallinfo2().uordblks;
    if (end_byte > warm_byte + KEPT) {
        printf("    FAILED %zu byte after %d builds, %zu after %d\n", end_byte, BUILDS, warm_byte,
               WARM);
        failures++;
    }
    if (hash_inputs(base.inputs, deployment, workload) != before)
        fail(deployment, "what it is built from was changed");
    wf_study_release(&base);
}

static void ten_thousand_federated_scenarios(void)
{
    build_often(federated);
}

static void ten_thousand_centralised_scenarios(void)
{
    build_often(centralised);
}

static const struct test_case cases[] = {
    CASE(federated_scenarios_are_those_of_a_fresh_load),
    CASE(centralised_scenarios_are_those_of_a_fresh_load),
    CASE(deployments_beside_each_other_are_those_of_a_fresh_load),
    CASE(files_may_be_gone_once_they_were_read),
    CASE(a_file_that_an_override_names_is_read_once),
    CASE(ten_thousand_federated_scenarios),
    CASE(ten_thousand_centralised_scenarios),
};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
