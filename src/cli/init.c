#include "base/units.h"
#include "cli/lab.h"
#include "cli/shipped.h"
#include "cli/simulate.h"
#include "cli/terminal.h"
#include "file/file.h"
#include "platform/platform_reader.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is taken where nothing is given, and nothing can be asked. */
static const char SERVER[] = "champollion", EDGE[] = "agx-xavier:20@lan", WORKLOAD[] = "my-model";
static const double INTENSITY_G_PER_KWH =
    56; /* France, 2023: Our World in Data, as in CodeCarbon */

struct beginning {
    struct wf_command_line *line;
    struct wf_lab lab;
    struct wf_platform catalogue;
    char *devices;    /* path of the catalogue */
    char *answers[4]; /* given on the terminal */
    struct wf_diag diag;
    struct wf_buffer *text;
};

/* ---- asking ---- */

static char *ask(const char *question, const char *otherwise)
{
    char *answer = NULL;
    size_t size = 0;
    fprintf(stderr, "%s [%s]: ", question, otherwise);
    ssize_t length = getline(&answer, &size, stdin);
    while (length > 0 && strchr(" \t\r\n", answer[length - 1]))
        answer[--length] = '\0';
    if (length > 0)
        return answer;
    free(answer);
    return NULL;
}

/* Nothing was said and somebody is there. */
static void ask_all(struct beginning *begin)
{
    struct wf_lab_options *own = &begin->line->lab;
    if (own->server || own->edge || own->phones || own->workload || own->intensity ||
        !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "An empty answer takes what stands in brackets; 0 is none.\n");
    own->workload = begin->answers[0] =
        ask("What is trained (one that ships, or a new name)", WORKLOAD);
    own->server = begin->answers[1] = ask("A server that trains on all data (a device)", SERVER);
    own->edge = begin->answers[2] = ask("Boards that train (DEVICE:N@NETWORK)", EDGE);
    own->phones = begin->answers[3] = ask("Phones that train (N@NETWORK)", "0");
}

/* ---- what was said ---- */

static int read_count(const char *option, const char *text, uint64_t *count, struct wf_err *err)
{
    double value;
    if (wf_quantity_parse(text, WF_DIM_COUNT, &value) != WF_QUANTITY_OK || value < 0 || value > 1e9)
        return wf_err_set(err, WF_EUSAGE, "%s '%s': expected a whole number up to 1e9", option,
                          text);
    *count = (uint64_t)value;
    return 0;
}

static int read_network(const char *option, const char *text, const char **network,
                        struct wf_err *err)
{
    size_t count = 0;
    for (; wf_lab_networks[count]; count++)
        if (!strcmp(wf_lab_networks[count], text)) {
            *network = wf_lab_networks[count];
            return 0;
        }
    return wf_err_set(err, WF_EUSAGE,
                      "%s: there is no network '%s'; expected lan, fixed, wifi, 4g or 5g%s", option,
                      text, wf_hint(wf_text_nearest(text, wf_lab_networks, count)).text);
}

static int check_device(struct beginning *begin, const char *option, const char *device,
                        struct wf_err *err)
{
    const struct wf_platform *catalogue = &begin->catalogue;
    const char **names = wf_calloc(catalogue->host_count + 1, sizeof *names);
    struct wf_buffer able = {0};
    bool known = false;
    size_t count = 0;
    for (uint32_t i = 0; i < catalogue->host_count; i++) {
        const char *name = catalogue->hosts[i].name;
        char *states = wf_lab_states(catalogue, name, begin->lab.workload);
        known |= !strcmp(name, device);
        names[count++] = name;
        if (states)
            wf_buffer_printf(&able, "%s%s", able.length ? ", " : "", name);
        free(states);
    }
    char *states = wf_lab_states(catalogue, device, begin->lab.workload);
    if (!known)
        wf_err_set(err, WF_EUSAGE, "%s: there is no device '%s' in the catalogue%s", option, device,
                   wf_hint(wf_text_nearest(device, names, count)).text);
    else if (!states)
        wf_err_set(
            err, WF_EUSAGE,
            "%s: '%s' was not measured on '%s', and has no peak to scale; expected one of %s",
            option, device, begin->lab.workload, able.text ? able.text : "none");
    int status = states ? 0 : -1;
    free(states);
    free(names);
    wf_buffer_release(&able);
    return status;
}

/* DEVICE[:N][@NETWORK], or N[@NETWORK] of @p device. */
static int read_devices(struct beginning *begin, const char *option, const char *text,
                        const char *device, struct wf_lab_devices *devices, struct wf_err *err)
{
    char *copy = wf_strdup(text), *network = strchr(copy, '@');
    int status = 0;
    if (network) {
        *network++ = '\0';
        status = read_network(option, network, &devices->network, err);
    }
    char *count = device ? copy : strchr(copy, ':');
    if (!device && count)
        *count++ = '\0';
    bool none = !device && !strcmp(copy, "0");
    if (none)
        devices->count = 0;
    else if (status == 0 && count)
        status = read_count(option, count, &devices->count, err);
    free(devices->device);
    devices->device = wf_strdup(device ? device : copy);
    if (status == 0 && devices->count > 0)
        status = check_device(begin, option, devices->device, err);
    free(copy);
    return status;
}

/* Epochs may hold for one batch only: of the first row. */
static int find_batch(struct beginning *begin, const char *path, struct wf_err *err)
{
    struct wf_arena arena;
    struct wf_workload workload;
    wf_arena_init(&arena);
    int status = wf_workload_load(path, &arena, &workload, &begin->diag, err);
    for (size_t i = workload.row_count; status == 0 && i-- > 0;)
        if (!workload.rows[i].federated)
            begin->lab.batch = workload.rows[i].batch;
    wf_arena_release(&arena);
    return status;
}

static int read_workload(struct beginning *begin, struct wf_err *err)
{
    const char *name = begin->line->lab.workload ? begin->line->lab.workload : WORKLOAD;
    size_t length =
        strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
    if (!*name || name[length] || name[0] == '.')
        return wf_err_set(err, WF_EUSAGE,
                          "--workload '%s': expected letters, digits, '-', '_' and '.'", name);
    char *file = wf_format("deployments/workloads/%s.xml", name), *path = wf_shipped(file);
    begin->lab.workload = wf_strdup(name);
    begin->lab.workload_given = begin->line->lab.workload != NULL;
    begin->lab.workload_ships = path != NULL;
    begin->lab.batch = WF_COUNT_UNSET;
    int status = path ? find_batch(begin, path, err) : 0;
    free(path);
    free(file);
    return status;
}

static int read_intensity(struct beginning *begin, struct wf_err *err)
{
    const char *text = begin->line->lab.intensity;
    begin->lab.intensity_g_per_kwh = INTENSITY_G_PER_KWH;
    begin->lab.intensity_given = text != NULL;
    if (!text)
        return 0;
    double *value = &begin->lab.intensity_g_per_kwh;
    enum wf_quantity_status status = wf_quantity_parse(text, WF_DIM_INTENSITY, value);
    if (status == WF_QUANTITY_OK && *value >= 0 && *value <= 1e5)
        return 0;
    char *why = status == WF_QUANTITY_OK ? wf_strdup("expected 0 to 100000 g/kWh")
                                         : wf_quantity_explain(text, WF_DIM_INTENSITY, status);
    wf_err_set(err, WF_EUSAGE, "--intensity '%s': %s", text, why);
    free(why);
    return -1;
}

static int read_wishes(struct beginning *begin, struct wf_err *err)
{
    const struct wf_lab_options *own = &begin->line->lab;
    struct wf_lab *lab = &begin->lab;
    lab->folder = begin->line->arguments[0];
    lab->server = (struct wf_lab_devices){.count = 1, .network = "lan", .given = own->server};
    lab->edge = (struct wf_lab_devices){.count = 10, .network = "lan", .given = own->edge};
    lab->phone = (struct wf_lab_devices){.count = 0, .network = "wifi", .given = own->phones};
    if (read_workload(begin, err) < 0 || read_intensity(begin, err) < 0)
        return -1;
    lab->server.device = wf_strdup(own->server ? own->server : SERVER);
    if (check_device(begin, "--server", lab->server.device, err) < 0)
        return -1;
    if (own->phones && read_devices(begin, "--phones", own->phones, "phone", &lab->phone, err) < 0)
        return -1;
    if (!own->edge && own->phones)
        lab->edge.count = 0;
    else if (read_devices(begin, "--edge", own->edge ? own->edge : EDGE, NULL, &lab->edge, err) < 0)
        return -1;
    if (lab->edge.count + lab->phone.count == 0)
        return wf_err_set(
            err, WF_EUSAGE,
            "no device is left that could learn; expected boards (--edge) or phones (--phones)");
    return 0;
}

/* ---- the files ---- */

static int read_whole(const char *path, struct wf_buffer *out, struct wf_err *err)
{
    char bytes[65536];
    FILE *file = fopen(path, "rb");
    size_t count = 1;
    while (file && (count = fread(bytes, 1, sizeof bytes, file)) > 0)
        wf_buffer_add(out, bytes, count);
    bool failed = !file || ferror(file);
    int why = errno;
    if (file)
        fclose(file);
    return failed ? wf_err_set(err, WF_EIO, "cannot read '%s': %s", path, strerror(why)) : 0;
}

static int put(struct beginning *begin, const char *name, const struct wf_buffer *content,
               const char *what, struct wf_err *err)
{
    char *path = wf_format("%s/%s", begin->lab.folder, name);
    int status = wf_file_write(path, content->text, content->length, err);
    if (status == 0)
        wf_buffer_printf(begin->text, "  %-24s %s\n", name, what);
    free(path);
    return status;
}

/* A workload that ships, with the table that it may refer to. */
static int copy_workload(struct beginning *begin, struct wf_err *err)
{
    static const char *const kinds[] = {"xml", "csv"};
    int status = 0;
    for (size_t i = 0; status == 0 && i < 2; i++) {
        struct wf_buffer content = {0};
        char *file = wf_format("deployments/workloads/%s.%s", begin->lab.workload, kinds[i]);
        char *path = wf_shipped(file), *name = wf_format("%s.%s", begin->lab.workload, kinds[i]);
        if (path && (status = read_whole(path, &content, err)) == 0)
            status = put(begin, name, &content,
                         i ? "its rounds" : "the model and its data, as they ship", err);
        wf_buffer_release(&content);
        free(name);
        free(path);
        free(file);
    }
    return status;
}

static int write_workload(struct beginning *begin, struct wf_err *err)
{
    if (begin->lab.workload_ships)
        return copy_workload(begin, err);
    struct wf_buffer content = {0};
    char *name = wf_format("%s.xml", begin->lab.workload);
    wf_lab_workload(&begin->lab, &content);
    int status = put(begin, name, &content, "the model and its data: examples, put yours", err);
    wf_buffer_release(&content);
    free(name);
    return status;
}

static int write_file(struct beginning *begin, const char *name, const char *what,
                      void (*make)(const struct wf_lab *lab, struct wf_buffer *out),
                      struct wf_err *err)
{
    struct wf_buffer content = {0};
    make(&begin->lab, &content);
    int status = put(begin, name, &content, what, err);
    wf_buffer_release(&content);
    return status;
}

static int write_fleet(struct beginning *begin, struct wf_err *err)
{
    struct wf_buffer fleet = {0}, devices = {0};
    wf_lab_fleet(&begin->lab, &begin->catalogue, &fleet);
    int status = put(begin, "fleet.xml", &fleet, "devices, networks, the grid", err);
    if (status == 0)
        status = read_whole(begin->devices, &devices, err);
    if (status == 0)
        status = put(begin, "devices.xml", &devices, "the catalogue of devices, with sources", err);
    wf_buffer_release(&fleet);
    wf_buffer_release(&devices);
    return status;
}

static void make_study(const struct wf_lab *lab, struct wf_buffer *out)
{
    (void)lab;
    wf_buffer_printf(out, "%s", wf_lab_study_xml);
}

enum { FILES = 7 };

/* Names of all files that may be written; to free. */
static void name_files(const struct wf_lab *lab, char *names[FILES])
{
    static const char *const fixed[] = {"fleet.xml", "devices.xml", "centralised.xml",
                                        "federated.xml", "study.xml"};
    enum { FIXED = sizeof fixed / sizeof *fixed };
    for (size_t i = 0; i < FIXED; i++)
        names[i] = wf_strdup(fixed[i]);
    names[FIXED] = wf_format("%s.xml", lab->workload);
    names[FIXED + 1] = wf_format("%s.csv", lab->workload);
}

/* Nothing that exists is written over. */
static int check_folder(const struct beginning *begin, struct wf_err *err)
{
    const char *folder = begin->lab.folder;
    char *names[FILES];
    int status = 0;
    name_files(&begin->lab, names);
    for (size_t i = 0; i < FILES; i++) {
        struct stat info;
        char *path = wf_format("%s/%s", folder, names[i]);
        for (size_t j = 0; status == 0 && j < i; j++)
            if (!strcmp(names[i], names[j]))
                status = wf_err_set(err, WF_EUSAGE,
                                    "--workload '%s': a file of that name is written already",
                                    begin->lab.workload);
        if (status == 0 && lstat(path, &info) == 0)
            status = wf_err_set(err, WF_EUSAGE,
                                "'%s' exists, and nothing is overwritten; expected another folder",
                                path);
        free(path);
    }
    for (size_t i = 0; i < FILES; i++)
        free(names[i]);
    if (status == 0 && mkdir(folder, 0777) < 0 && errno != EEXIST)
        status =
            wf_err_set(err, WF_EIO, "cannot make the folder '%s': %s", folder, strerror(errno));
    return status;
}

static int write_all(struct beginning *begin, struct wf_err *err)
{
    wf_buffer_printf(begin->text, "%s\n", begin->lab.folder);
    if (check_folder(begin, err) < 0 || write_fleet(begin, err) < 0 ||
        write_workload(begin, err) < 0 ||
        write_file(begin, "centralised.xml", "the data come to the server", wf_lab_centralised,
                   err) < 0 ||
        write_file(begin, "federated.xml", "the model goes to the devices", wf_lab_federated, err) <
            0)
        return -1;
    return write_file(begin, "study.xml", "what to decide between", make_study, err);
}

/* ---- what stands there now ---- */

static void say_defaults(struct beginning *begin)
{
    const struct wf_lab *lab = &begin->lab;
    struct wf_buffer *text = begin->text;
    const char *between = "\nNot given, so taken: ";
    if (!lab->workload_given)
        wf_buffer_printf(text, "%sworkload %s", between, lab->workload), between = ", ";
    if (!lab->server.given)
        wf_buffer_printf(text, "%sserver %s", between, lab->server.device), between = ", ";
    if (!lab->edge.given && lab->edge.count)
        wf_buffer_printf(text, "%s%llu %s on %s", between, (unsigned long long)lab->edge.count,
                         lab->edge.device, lab->edge.network),
            between = ", ";
    if (!lab->intensity_given)
        wf_buffer_printf(text, "%s%g g/kWh (France, 2023)", between, lab->intensity_g_per_kwh),
            between = ", ";
    wf_buffer_printf(text, "%s", *between == ',' ? ".\n" : "");
}

static const char *const ship[] = {"bert-large",         "fed-kits19",       "llama-2-7b-lora",
                                   "mnist-cnn",          "resnet18-cifar10", "resnet50-imagenet",
                                   "stable-diffusion-2", "unet3d-kits19"};
enum { SHIP = sizeof ship / sizeof *ship };

/* A template is what was asked for, unless the name was a slip. */
static void say_near(struct beginning *begin)
{
    const char *near =
        begin->lab.workload_ships ? NULL : wf_text_nearest(begin->lab.workload, ship, SHIP);
    if (near)
        wf_buffer_printf(begin->text, "\n'%s' is no workload that ships%s\n", begin->lab.workload,
                         wf_hint(near).text);
}

/* What check would say of the files. */
static int try_files(struct beginning *begin, struct wf_err *err)
{
    const char *folder = begin->lab.folder;
    char *fleet = wf_format("%s/fleet.xml", folder), *one = wf_format("%s/centralised.xml", folder);
    char *other = wf_format("%s/federated.xml", folder);
    const char *const deployments[] = {one, other};
    struct wf_study study = {0};
    struct wf_study_request request = wf_command_request(begin->line);
    request.platform = fleet;
    request.deployments = deployments;
    request.count = 2;
    int status = wf_study_load(&study, &request, err);
    if (status < 0)
        wf_diag_append(&begin->diag, &study.diag);
    wf_study_release(&study);
    if (status == 0)
        wf_buffer_printf(begin->text,
                         "\nNext, after you put your figures in the place of what is assumed:\n"
                         "  wattfleet check %s %s\n"
                         "  wattfleet compare %s %s %s\n"
                         "  wattfleet decide %s/study.xml\n",
                         fleet, other, fleet, one, other, folder);
    free(fleet);
    free(one);
    free(other);
    return status;
}

static int begin_lab(struct beginning *begin, struct wf_err *err)
{
    begin->devices = wf_shipped("platforms/devices.xml");
    if (!begin->devices)
        return wf_err_set(err, WF_EIO, "no catalogue of devices was found beside the program");
    if (wf_platform_load(begin->devices, &begin->catalogue, &begin->diag, err) < 0)
        return -1;
    ask_all(begin);
    if (read_wishes(begin, err) < 0 || write_all(begin, err) < 0)
        return -1;
    say_defaults(begin);
    say_near(begin);
    return try_files(begin, err);
}

int wf_init_command(struct wf_command_line *line)
{
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    struct beginning begin = {.line = line, .text = &text};
    wf_diag_init(&begin.diag);
    int status = begin_lab(&begin, &err);
    if (status < 0 && text.length && err.code != WF_EUSAGE)
        wf_terminal_write(line, &text); /* what was written before */
    status =
        status < 0 ? wf_terminal_fail(line, &begin.diag, &err) : wf_terminal_result(line, &text);
    for (size_t i = 0; i < sizeof begin.answers / sizeof *begin.answers; i++)
        free(begin.answers[i]);
    free(begin.lab.server.device);
    free(begin.lab.edge.device);
    free(begin.lab.phone.device);
    free(begin.lab.workload);
    free(begin.devices);
    wf_platform_release(&begin.catalogue);
    wf_diag_release(&begin.diag);
    wf_buffer_release(&text);
    return status;
}

void wf_init_names(struct wf_buffer *out)
{
    wf_buffer_printf(out, "NETWORK:");
    for (size_t i = 0; wf_lab_networks[i]; i++)
        wf_buffer_printf(out, " %s", wf_lab_networks[i]);
    wf_buffer_printf(out, "\nworkloads that ship:");
    for (size_t i = 0; i < SHIP; i++)
        wf_buffer_printf(out, " %s", ship[i]);
    wf_buffer_printf(out, "\n");
}
