#include "fleet/fleet.h"

#define MOST_SHARE   1e9
#define MOST_COUNT   1e12
#define MOST_MEMBERS 1e6

#define AT(member) offsetof(struct wf_fleet, member)
#define NUMBER     WF_DIM_NUMBER
#define PROVENANCE_ROW(of)                                                                         \
    {                                                                                              \
        "provenance", of, WF_PROP_PROVENANCE, NUMBER, 0, 0, NULL, NULL, 0,                         \
            "where the attributes of this element come from, with ',' between: ATTRIBUTE=WORD or " \
            "ATTRIBUTE=WORD:LOW..HIGH. What is not listed is assumed. Of <prop>s a <prop "         \
            "id=\"provenance\"> says it"                                                           \
    }

const struct wf_prop wf_fleet_props[] = {
    {"seed", AT(seed), WF_PROP_COUNT, WF_DIM_COUNT, 0, WF_MANY, "1", NULL, 0,
     "of all that is drawn; it is the fleet's own, so that runs of another --seed meet the same "
     "devices"},
    PROVENANCE_ROW(AT(provenance)),
    WF_PROP_END,
};

#undef AT
#define AT(member) offsetof(struct wf_fleet_region, member)
const struct wf_prop wf_fleet_region_props[] = {
    {"share", AT(share), WF_PROP_QUANTITY, WF_DIM_RATIO, 0, MOST_SHARE, "1", NULL, 0,
     "of the devices that stand here, in proportion to the shares of the other regions"},
    PROVENANCE_ROW(AT(element.provenance)),
    WF_PROP_END,
};

#undef AT
#define AT(member) offsetof(struct wf_fleet_access, member)
const struct wf_prop wf_fleet_access_props[] = {
    {"share", AT(share), WF_PROP_QUANTITY, WF_DIM_RATIO, 0, MOST_SHARE, "1", NULL, 0,
     "of the devices that are connected by it, in proportion to the shares of the others"},
    {"up", AT(up_byte_per_s), WF_PROP_DISTRIBUTION, WF_DIM_BANDWIDTH, WF_POSITIVE, 1e18, NULL, NULL,
     0, "bandwidth of a device's link to the network"},
    {"down", AT(down_byte_per_s), WF_PROP_DISTRIBUTION, WF_DIM_BANDWIDTH, WF_POSITIVE, 1e18, NULL,
     NULL, 0, "bandwidth of a device's link from the network, drawn on its own"},
    {"latency", AT(latency_s), WF_PROP_DISTRIBUTION, WF_DIM_TIME, 0, 1e6, "0 s", NULL, 0,
     "of both links of a device"},
    {"up_airtime_wattage", AT(up_airtime_w), WF_PROP_QUANTITY, WF_DIM_POWER, 0, 1e6, NULL, NULL, 0,
     "airtime_wattage of the links up: drawn by the radio while a transfer is on the link; a "
     "<prop> of "
     "this name is of both"},
    {"down_airtime_wattage", AT(down_airtime_w), WF_PROP_QUANTITY, WF_DIM_POWER, 0, 1e6, NULL, NULL,
     0, "airtime_wattage of the links down"},
    {"up_wattage_range", AT(up_range), WF_PROP_TEXT, NUMBER, 0, 0, NULL, NULL, 0,
     "wattage_range of the links up, Idle:Busy in W, in proportion to the rate"},
    {"down_wattage_range", AT(down_range), WF_PROP_TEXT, NUMBER, 0, 0, NULL, NULL, 0,
     "wattage_range of the links down"},
    PROVENANCE_ROW(AT(element.provenance)),
    WF_PROP_END,
};

#undef AT
#define AT(member) offsetof(struct wf_fleet_class, member)
#define HARDWARE                                                                                   \
    {"device",                                                                                     \
     AT(device),                                                                                   \
     WF_PROP_TEXT,                                                                                 \
     NUMBER,                                                                                       \
     0,                                                                                            \
     0,                                                                                            \
     NULL,                                                                                         \
     NULL,                                                                                         \
     0,                                                                                            \
     "FILE#ID, entry of a catalogue of devices (a path from the fleet's folder): its speed, "      \
     "watts "                                                                                      \
     "and props. A <prop> \"workloads\" takes some of its pstates; other <prop>s stand before "    \
     "its "                                                                                        \
     "own"},                                                                                       \
        {"speed",                                                                                  \
         AT(speed),                                                                                \
         WF_PROP_TEXT,                                                                             \
         NUMBER,                                                                                   \
         0,                                                                                        \
         0,                                                                                        \
         NULL,                                                                                     \
         NULL,                                                                                     \
         0,                                                                                        \
         "of one core, as SimGrid writes it, with ',' between pstates: 1Gf,2Gf; in the place of "  \
         "a "                                                                                      \
         "device"},                                                                                \
    {                                                                                              \
        "core", AT(cores), WF_PROP_COUNT, WF_DIM_COUNT, 1, 1e6, NULL, NULL, 0,                     \
            "number of cores (the device's, or 1)"                                                 \
    }

const struct wf_prop wf_fleet_class_props[] = {
    {"count", AT(count), WF_PROP_COUNT, WF_DIM_COUNT, 1, MOST_COUNT, NULL, NULL, 0,
     "number of devices: hosts ID-0, ID-1 .."},
    HARDWARE,
    {"speed_factor", AT(speed_factor), WF_PROP_DISTRIBUTION, NUMBER, WF_POSITIVE, 1e6, "1", NULL, 0,
     "of a device: its speeds are those of the class times this"},
    {"watts_factor", AT(watts_factor), WF_PROP_DISTRIBUTION, NUMBER, WF_POSITIVE, 1e6, "1", NULL, 0,
     "of a device: its watts, idle ones too, are those of the class times this"},
    {"region", AT(region_names), WF_PROP_TEXT, NUMBER, 0, 0, NULL, NULL, 0,
     "ids of the regions its devices stand in (all), with ',' between"},
    {"access", AT(access_names), WF_PROP_TEXT, NUMBER, 0, 0, NULL, NULL, 0,
     "ids of the access networks of its devices (all), with ',' between; none: they have no link"},
    {"gateway", AT(gateway_name), WF_PROP_TEXT, NUMBER, 0, 0, NULL, NULL, 0,
     "id of a class of gateways: device i stands behind gateway i modulo their number, and reaches "
     "what is not behind it through its link"},
    {"members", AT(members), WF_PROP_COUNT, WF_DIM_COUNT, 1, MOST_MEMBERS, NULL, NULL, 0,
     "devices behind each gateway, in the place of count"},
    PROVENANCE_ROW(AT(element.provenance)),
    WF_PROP_END,
};

const struct wf_prop wf_fleet_node_props[] = {
    HARDWARE,
    {"region", AT(region_names), WF_PROP_TEXT, NUMBER, 0, 0, NULL, NULL, 0,
     "id of the region it stands in (needed where there are several)"},
    {"access", AT(access_names), WF_PROP_TEXT, NUMBER, 0, 0, NULL, NULL, 0,
     "id of an access network with plain numbers: the node gets two links of it (none)"},
    PROVENANCE_ROW(AT(element.provenance)),
    WF_PROP_END,
};
