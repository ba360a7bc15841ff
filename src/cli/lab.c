#include "cli/lab.h"
#include "base/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Files beside this one (lab/), built in: CMakeLists.txt. */
extern const char wf_lab_aggregator_xml[], wf_lab_workload_xml[];

/* ---- networks ---- */

struct access {
    const char *name, *class, *up, *down, *latency, *reason;
    const char *up_wattage_range, *down_wattage_range; /* of a phone's radio; NULL: none */
};

/* Bandwidths and latencies: platforms/fleets/phones.xml and hospitals.xml, assumed there. Radios:
 * platforms/grenoble.xml, derived there. */
static const struct access accesses[] = {
    {"lan", "lan", "1 Gbps", "1 Gbps", "1 ms", "a switched office network", NULL, NULL},
    {"fixed", "fixed", "300 Mbps", "1 Gbps", "2 ms", "a fibre line", NULL, NULL},
    {"wifi", "home", "50 Mbps", "50 Mbps", "7 ms", "Wi-Fi on a fixed line at home", "0:1.04",
     "0:0.84"},
    {"4g", "4g", "10 Mbps", "30 Mbps", "21 ms", "20 ms of the radio and 1 ms behind it", "0:1.863",
     "0:1.354"},
    {"5g", "5g", "40 Mbps", "150 Mbps", "11 ms", "10 ms of the radio and 1 ms behind it", "0:2.657",
     "0:2.954"},
};
enum { ACCESSES = sizeof accesses / sizeof *accesses };
const char *const wf_lab_networks[] = {"lan", "fixed", "wifi", "4g", "5g", NULL};

static const struct access *access_named(const char *name)
{
    const struct access *access = accesses;
    while (strcmp(access->name, name) != 0)
        access++;
    return access;
}

static void put_access(const char *name, struct wf_buffer *out)
{
    const struct access *access = access_named(name);
    wf_buffer_printf(out,
                     "  <!-- %s: assumed. The prop network_class has the joules of a byte. -->\n",
                     access->reason);
    wf_buffer_printf(out, "  <access id=\"%s\" up=\"%s\" down=\"%s\" latency=\"%s\"", access->name,
                     access->up, access->down, access->latency);
    if (access->up_wattage_range)
        wf_buffer_printf(out, " up_wattage_range=\"%s\" down_wattage_range=\"%s\"",
                         access->up_wattage_range, access->down_wattage_range);
    wf_buffer_printf(out,
                     "\n          provenance=\"up=assumed, down=assumed, latency=assumed\">\n"
                     "    <prop id=\"network_class\" value=\"%s\"/>\n",
                     access->class);
    if (access->up_wattage_range)
        wf_buffer_printf(out, "    <prop id=\"provenance\" value=\"wattage_range=derived\"/> <!-- "
                              "platforms/grenoble.xml -->\n");
    wf_buffer_printf(out, "  </access>\n\n");
}

/* ---- devices ---- */

static const struct wf_host_class *entry_of(const struct wf_platform *catalogue, const char *device)
{
    uint32_t host = wf_platform_host(catalogue, device);
    return host < catalogue->host_count ? catalogue->hosts[host].class : NULL;
}

static bool lists(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; at && *at; at += *at == ',')
        if (!strncmp(at, word, length) && (at[length] == ',' || !at[length]))
            return true;
        else
            at += strcspn(at, ",");
    return false;
}

char *wf_lab_states(const struct wf_platform *catalogue, const char *device, const char *workload)
{
    const struct wf_host_class *entry = entry_of(catalogue, device);
    const char *list = entry ? entry->site->workloads : NULL;
    bool peak = lists(list, "peak"), measured = lists(list, workload);
    if (!peak && !measured)
        return NULL;
    return wf_format("%s%s%s", peak ? "peak" : "", peak && measured ? "," : "",
                     measured ? workload : "");
}

/* What is not in the catalogue, by kind, with its reason. */
struct kind {
    const char *kind, *props, *provenance;
    const char *efficiency, *efficiency_word, *efficiency_reason; /* of the peak, where needed */
};
static const struct kind kinds[] = {
    {"datacentre",
     "    <prop id=\"pue\" value=\"1.2\"/> <!-- Jean Zay: Luccioni et al. 2022; write yours -->\n"
     "    <prop id=\"lifetime\" value=\"4 year\"/> <!-- Cloud Carbon Footprint, rack server -->\n"
     "    <prop id=\"utilisation\" value=\"100 %\"/> <!-- assumed: always used by someone -->\n",
     "pue=published, lifetime=published, utilisation=assumed:0.5..1", "37 %", "assumed:14 %..64 %",
     "of the peak; platforms/factor-defaults.csv"},
    {"edge",
     "    <prop id=\"pue\" value=\"1.6\"/> <!-- assumed: a room without a datacentre's cooling "
     "-->\n"
     "    <prop id=\"lifetime\" value=\"5 year\"/> <!-- assumed -->\n"
     "    <prop id=\"utilisation\" value=\"100 %\"/> <!-- assumed: always on -->\n",
     "pue=assumed:1..2.1, lifetime=assumed, utilisation=assumed:0.5..1", "9 %", "assumed",
     "of the peak, as ResNet-50 was measured on one; calibration/README.md"},
    {"phone",
     "    <prop id=\"lifetime\" value=\"3 year\"/> <!-- assumed -->\n"
     "    <prop id=\"utilisation\" value=\"20 %\"/> <!-- assumed: five hours a day -->\n",
     "lifetime=assumed, utilisation=assumed", "28 %", "assumed",
     "of the peak; platforms/devices.xml, phone"},
};

static void put_props(const struct wf_lab *lab, const struct wf_lab_devices *devices,
                      const struct kind *kind, const struct wf_platform *catalogue,
                      struct wf_buffer *out)
{
    const struct wf_host_class *entry = entry_of(catalogue, devices->device);
    char *states = wf_lab_states(catalogue, devices->device, lab->workload);
    bool scaled = lists(states, "peak") && isnan(entry->site->efficiency_ratio);
    wf_buffer_printf(out, "    <prop id=\"kind\" value=\"%s\"/>\n", kind->kind);
    wf_buffer_printf(
        out, "    <prop id=\"workloads\" value=\"%s\"/> <!-- power states that are used -->\n",
        states);
    wf_buffer_printf(out, "%s", kind->props);
    if (scaled)
        wf_buffer_printf(
            out,
            "    <!-- %s. Measure, and calibrate: nothing else here decides more. -->\n"
            "    <prop id=\"efficiency\" value=\"%s\"/>\n",
            kind->efficiency_reason, kind->efficiency);
    wf_buffer_printf(out, "    <prop id=\"provenance\" value=\"%s%s%s\"/>\n", kind->provenance,
                     scaled ? ", efficiency=" : "", scaled ? kind->efficiency_word : "");
    free(states);
}

static void put_class(const struct wf_lab *lab, const struct wf_lab_devices *devices,
                      const struct kind *kind, const struct wf_platform *catalogue,
                      struct wf_buffer *out)
{
    if (!devices->count)
        return;
    wf_buffer_printf(out,
                     "  <class id=\"%s\" count=\"%llu\" device=\"devices.xml#%s\" access=\"%s\" "
                     "provenance=\"count=assumed\">\n",
                     kind->kind, (unsigned long long)devices->count, devices->device,
                     devices->network);
    put_props(lab, devices, kind, catalogue, out);
    wf_buffer_printf(out, "  </class>\n\n");
}

void wf_lab_fleet(const struct wf_lab *lab, const struct wf_platform *catalogue,
                  struct wf_buffer *out)
{
    char intensity[32];
    wf_buffer_printf(out,
                     "<?xml version=\"1.0\"?>\n"
                     "<!-- Devices, networks and their place. Figures of the devices stand in "
                     "devices.xml, each with its\n"
                     "     source; what is written here wins over them. `wattfleet props class` "
                     "lists what a class takes. -->\n"
                     "<fleet version=\"1\" seed=\"1\">\n"
                     "  <region id=\"here\">\n"
                     "    <prop id=\"carbon_intensity\" value=\"%s g/kWh\"/> <!-- %s -->\n"
                     "    <prop id=\"provenance\" value=\"carbon_intensity=%s\"/>\n"
                     "  </region>\n\n",
                     wf_number_text(lab->intensity_g_per_kwh, intensity, sizeof intensity),
                     lab->intensity_given ? "as it was given"
                                          : "France, 2023: Our World in Data, as in CodeCarbon",
                     lab->intensity_given ? "assumed" : "published");
    if (lab->edge.count)
        put_access(lab->edge.network, out);
    if (lab->phone.count &&
        (!lab->edge.count || strcmp(lab->phone.network, lab->edge.network) != 0))
        put_access(lab->phone.network, out);
    put_class(lab, &lab->edge, &kinds[1], catalogue, out);
    put_class(lab, &lab->phone, &kinds[2], catalogue, out);
    wf_buffer_printf(out,
                     "  <!-- Trains where the data are brought together. -->\n"
                     "  <node id=\"server-0\" device=\"devices.xml#%s\">\n",
                     lab->server.device);
    put_props(lab, &lab->server, &kinds[0], catalogue, out);
    wf_buffer_printf(out, "  </node>\n\n%s</fleet>\n", wf_lab_aggregator_xml);
}

/* ---- what is trained ---- */

void wf_lab_workload(const struct wf_lab *lab, struct wf_buffer *out)
{
    static const char mark[] = "@id@";
    const char *text = wf_lab_workload_xml, *at = strstr(text, mark);
    wf_buffer_printf(out, "%.*s%s%s", (int)(at - text), text, lab->workload, at + strlen(mark));
}

static const char head[] = "<?xml version=\"1.0\"?>\n"
                           "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n";

void wf_lab_centralised(const struct wf_lab *lab, struct wf_buffer *out)
{
    wf_buffer_printf(
        out,
        "%s<!-- All data are brought to the server, which trains. `wattfleet props trainer` lists "
        "what it takes. -->\n"
        "<platform version=\"4.1\">\n"
        "  <actor host=\"server-0\" function=\"trainer\">\n"
        "    <prop id=\"workload\" value=\"%s.xml\"/>\n"
        "    <prop id=\"evaluation-passes\" value=\"1\"/> <!-- as often as in federated.xml -->\n",
        head, lab->workload);
    if (lab->batch != WF_COUNT_UNSET)
        wf_buffer_printf(
            out, "    <prop id=\"batch\" value=\"%llu\"/> <!-- its epochs hold for that -->\n",
            (unsigned long long)lab->batch);
    wf_buffer_printf(out, "  </actor>\n");
    if (lab->edge.count)
        wf_buffer_printf(
            out, "  <actor host=\"edge-*\" function=\"source\"/> <!-- upload their samples -->\n");
    if (lab->phone.count)
        wf_buffer_printf(out, "  <actor host=\"phone-*\" function=\"source\"/>\n");
    wf_buffer_printf(out, "</platform>\n");
}

void wf_lab_federated(const struct wf_lab *lab, struct wf_buffer *out)
{
    enum { COHORT = 100 };
    uint64_t learners = lab->edge.count + lab->phone.count;
    wf_buffer_printf(
        out,
        "%s<!-- The model is sent to the devices, which train on their own data; the server takes "
        "the mean of what they\n"
        "     send back. `wattfleet props server` and `props learner` list what they take. -->\n"
        "<platform version=\"4.1\">\n"
        "  <actor host=\"aggregator-0\" function=\"server\">\n"
        "    <prop id=\"workload\" value=\"%s.xml\"/>\n"
        "    <!-- in the place of rounds: passes over the data against a training in one place, by "
        "what was measured\n"
        "         elsewhere (docs/rounds.md); or a number, or `rounds` -->\n"
        "    <prop id=\"passes-ratio\" value=\"auto\"/>\n"
        "    <prop id=\"evaluation-passes\" value=\"1\"/>\n",
        head, lab->workload);
    if (learners > COHORT)
        wf_buffer_printf(out,
                         "    <prop id=\"active\" value=\"%d\"/> <!-- assumed: devices in a round; "
                         "all where it is not stated -->\n"
                         "    <prop id=\"selection\" value=\"random\"/>\n",
                         COHORT);
    wf_buffer_printf(out, "  </actor>\n");
    const struct wf_lab_devices *const devices[] = {&lab->edge, &lab->phone};
    static const char *const names[] = {"edge", "phone"};
    for (size_t i = 0; i < 2; i++)
        if (devices[i]->count)
            wf_buffer_printf(out,
                             "  <actor host=\"%s-*\" function=\"learner\">\n"
                             "    <prop id=\"local-epochs\" value=\"1\"/> <!-- assumed: passes "
                             "over its own data in a round -->\n"
                             "  </actor>\n",
                             names[i]);
    wf_buffer_printf(out, "</platform>\n");
}
