/* fuzz_files WATTFLEET FOLDER N [SEED]: N runs of check, run and compare on the files of a folder,
 * one of which is changed each time: bytes, words that numbers and names break on, values of
 * attributes, lines twice, gone or elsewhere; and with up to three --set. Each must end by itself
 * within LIMIT_S with a status of base/err.h, not by a simulation that fails (but for learners that
 * never come), and say nothing that a sanitizer says. What breaks that stays in FOLDER.broken-I.
 */
#include "draw.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    FILES_MOST = 16,
    SIZE_MOST = 1 << 16,
    LIMIT_S = 60,
    STATUS_SIMULATION = 4,
    STATUS_MOST = 5,
    LAST = -1,
    BROKEN_MOST = 10
};

struct file {
    char name[256];
    char data[SIZE_MOST];
    size_t size;
};

static struct file files[FILES_MOST];
static size_t file_count;
static uint64_t state;

static uint64_t draw(uint64_t below)
{
    return fuzz_draw(&state, below);
}

static const char *const words[] = {
    "0",
    "-1",
    "1",
    "1e308",
    "1e-320",
    "nan",
    "inf",
    "-0",
    "99999999999999999999",
    "0x1p3",
    "1,5",
    "50.000",
    "",
    " ",
    "%s%n",
    "&amp;",
    "&lt;",
    "&#0;",
    "&#x202e;",
    "\xef\xbb\xbf",
    "\xff",
    "\n",
    "<",
    ">",
    "\"",
    "'",
    "/>",
    "</zone>",
    "<zone id=\"z\" routing=\"Full\">",
    "<host id=\"h\" speed=\"1Gf\"/>",
    "<prop id=\"pue\" value=\"2\"/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "server",
    "phone-0",
    "phone-1",
    "n0",
    "site",
    "field",
    "nodes",
    "air",
    "wan",
    "server-link_UP",
    "model",
    "peak",
    "Floyd",
    "Full",
    "Cluster",
    "Vivaldi",
    "Wifi",
    "WIFI",
    "SHARED",
    "FATPIPE",
    "SPLITDUPLEX",
    "1Gf",
    "0Gf",
    "10Gf,5Gf",
    "45:50:90",
    "90:50:45",
    "0:0:0",
    "1e-300:1:2",
    "1 W",
    "1 kWh",
    "10 %",
    "200 %",
    "3 year",
    "1 TB",
    "server,learner",
    "learner",
    "trainer",
    "peer",
    "gossiper",
    "split-server",
    "split-client",
    "gateway",
    "source",
    "user",
    "core",
    "pstate",
    "coordinates",
    "0 0 0",
    "radical",
    "0-3",
    "3-0",
    "0-99999999",
    "carbon.csv",
    "workload.xml",
    "platform.xml",
    "nowhere",
    "/dev/zero",
    "..",
    "normal(1, 2)",
    "lognormal(100, 3)",
    "uniform(5, 1)",
    "2024-02-30",
    "2024-01-01T00:00:00Z",
    "random",
    "all",
    "yes",
    "no",
    "id",
    "value",
    "attribution",
    "workloads",
    "wattage_per_state",
    "device",
    "devices.xml#phone",
    "memory",
    "battery",
    "deadline",
};
enum { WORD_COUNT = sizeof words / sizeof *words };

static void replace(struct file *file, size_t at, size_t gone, const char *put, size_t size)
{
    if (file->size - gone + size > SIZE_MOST)
        return;
    memmove(file->data + at + size, file->data + at + gone, file->size - at - gone);
    memcpy(file->data + at, put, size);
    file->size += size - gone;
}

/* The n-th stretch between two marks ("" of attributes, or lines). @return false: there is none */
static bool stretch(const struct file *file, char mark, size_t skip, size_t *at, size_t *length)
{
    size_t begin = 0, count = 0;
    for (size_t i = 0; i < file->size; i++) {
        if (file->data[i] != mark)
            continue;
        if (count++ == skip) {
            *at = begin;
            *length = i - begin;
            return true;
        }
        begin = i + 1;
    }
    return false;
}

static size_t count_of(const struct file *file, char mark)
{
    size_t count = 0;
    for (size_t i = 0; i < file->size; i++)
        count += file->data[i] == mark;
    return count;
}

/* Another word, or the value of another attribute, in the place of one. */
static void change_value(struct file *file)
{
    size_t quotes = count_of(file, '"') / 2, at, length, from, size;
    char copy[256];
    if (!quotes || !stretch(file, '"', 2 * draw(quotes) + 1, &at, &length))
        return;
    if (draw(3) == 0 && stretch(file, '"', 2 * draw(quotes) + 1, &from, &size) &&
        size < sizeof copy) {
        memcpy(copy, file->data + from, size);
        replace(file, at, length, copy, size);
        return;
    }
    const char *word = words[draw(WORD_COUNT)];
    replace(file, at + (draw(4) ? 0 : draw(length + 1)), draw(4) ? length : 0, word, strlen(word));
}

static void change_line(struct file *file)
{
    size_t lines = count_of(file, '\n'), at, length, to, unused;
    char copy[1024];
    if (!lines || !stretch(file, '\n', draw(lines), &at, &length) || length + 1 >= sizeof copy)
        return;
    memcpy(copy, file->data + at, length + 1);
    uint64_t how = draw(3);
    if (how > 0) /* gone, or elsewhere */
        replace(file, at, length + 1, copy, 0);
    if (how != 1 && stretch(file, '\n', draw(count_of(file, '\n') + 1), &to, &unused))
        replace(file, to, 0, copy, length + 1);
}

static void change_bytes(struct file *file)
{
    size_t at = draw(file->size + 1), left = file->size - at;
    size_t span = left ? draw(left < 40 ? left + 1 : 41) : 0;
    const char *word = words[draw(WORD_COUNT)];
    switch (draw(4)) {
    case 0:
        if (left)
            file->data[at] = (char)draw(256);
        break;
    case 1:
        replace(file, at, span, word, 0);
        break;
    case 2:
        replace(file, at, draw(2) ? span : 0, word, strlen(word));
        break;
    default:
        if (draw(8) == 0)
            file->size = at;
    }
}

static void change(struct file *file)
{
    uint64_t how = draw(10);
    if (how < 5)
        change_value(file);
    else if (how < 8)
        change_line(file);
    else
        change_bytes(file);
}

/* ---- one run ---- */

static void write_file(const char *folder, const struct file *file)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, file->name);
    FILE *out = fopen(path, "wb");
    if (!out || fwrite(file->data, 1, file->size, out) != file->size || fclose(out) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
}

static const char *const commands[][8] = {
    {"check", "platform.xml", "federated.xml", "--quiet", NULL},
    {"run", "platform.xml", "federated.xml", "--format", "json", "--quiet", NULL},
    {"run", "platform.xml", "centralised.xml", NULL},
    {"compare", "platform.xml", "federated.xml", "centralised.xml", "--jobs", "1", NULL},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* Keys of --set: those of no file, what they meet, and some that are wrong. */
static const char *const keys[] = {
    "learner.count",
    "learner.samples-share",
    "learner.samples",
    "server.active",
    "trainer.count",
    "source.count",
    "source.samples-share",
    "workload.scale",
    "workload.samples",
    "workload.parameters",
    "workload.training-flop",
    "host.*.j-per-sample",
    "host.phone-0.j-per-sample",
    "host.phone-*.speed",
    "host.*.wattage_per_state",
    "host.*.provenance",
    "zone.*.pue",
    "link.*.bandwidth",
    "server.count",
    "workload.count",
    "host.*.scale",
    ".",
    "host..",
};
/* Values that keys may well take, beside all words. */
static const char *const values[] = {"1",   "2",    "3",       "0.5",
                                     "1 %", "40 %", "1 J",     "1e9 J",
                                     "1e4", "1e-9", "2 Mflop", "j-per-sample=measured"};
enum { SETS_MOST = 3, KEYS = sizeof keys / sizeof *keys, VALUES = sizeof values / sizeof *values };
static char sets[SETS_MOST][512];
static size_t set_count;

static void draw_sets(void)
{
    set_count = draw(SETS_MOST + 1);
    for (size_t i = 0; i < set_count; i++) {
        const char *value = draw(4) ? values[draw(VALUES)] : words[draw(WORD_COUNT)];
        snprintf(sets[i], sizeof sets[i], "%s=%s", keys[draw(KEYS)], value);
    }
}

/* @return its wait status, or LAST where it had to be killed */
static int play(const char *binary, const char *folder, size_t command)
{
    pid_t child = fork();
    if (child == 0) {
        char *arguments[10 + 2 * SETS_MOST] = {(char *)binary};
        size_t count = 1;
        for (size_t i = 0; i < 8 && commands[command][i]; i++)
            arguments[count++] = (char *)commands[command][i];
        for (size_t i = 0; i < set_count; i++) {
            arguments[count++] = (char *)"--set";
            arguments[count++] = sets[i];
        }
        int out = -1, err = -1;
        if (chdir(folder) == 0) {
            out = open("/dev/null", O_WRONLY);
            err = open("stderr", O_CREAT | O_TRUNC | O_WRONLY, 0600);
        }
        if (dup2(out, 1) < 0 || dup2(err, 2) < 0)
            _exit(126);
        alarm(LIMIT_S);
        execv(binary, arguments);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? LAST : status;
}

static bool says(const char *folder, const char *text)
{
    static char data[1 << 20];
    char path[1024];
    snprintf(path, sizeof path, "%s/stderr", folder);
    FILE *in = fopen(path, "rb");
    size_t size = in ? fread(data, 1, sizeof data - 1, in) : 0;
    if (in)
        fclose(in);
    return memmem(data, size, text, strlen(text)) != NULL;
}

/* Why a run is not as promised; NULL: it is. */
static const char *broken(const char *folder, int status)
{
    if (status == LAST)
        return "it hangs";
    if (!WIFEXITED(status))
        return "a signal ended it";
    if (WEXITSTATUS(status) > STATUS_MOST)
        return "its status is none of base/err.h";
    if (WEXITSTATUS(status) == STATUS_SIMULATION && !says(folder, "and none will be"))
        return "its files were accepted, and its simulation failed";
    return says(folder, "Sanitizer") || says(folder, "runtime error:")
               ? "a sanitizer found something"
               : NULL;
}

/* ---- the whole ---- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static bool load_folder(const char *folder)
{
    DIR *stream = opendir(folder);
    for (struct dirent *entry; stream && file_count < FILES_MOST && (entry = readdir(stream));) {
        char path[1024];
        struct file *file = &files[file_count];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        snprintf(file->name, sizeof file->name, "%s", entry->d_name);
        FILE *in = fopen(path, "rb");
        if (!in)
            return false;
        file->size = fread(file->data, 1, SIZE_MOST, in);
        fclose(in);
        file_count++;
    }
    if (stream)
        closedir(stream);
    qsort(files, file_count, sizeof *files, compare_names);
    return file_count > 0;
}

static void keep(const char *scratch, unsigned long run, const char *why)
{
    char command[1200];
    printf("run %lu: %s; see %s.broken-%lu\n", run, why, scratch, run);
    for (size_t i = 0; i < set_count; i++)
        printf("    --set '%s'\n", sets[i]);
    fflush(stdout);
    snprintf(command, sizeof command, "cp -r '%s' '%s.broken-%lu'", scratch, scratch, run);
    if (system(command) != 0)
        puts("(it could not be kept)");
}

int main(int argc, char **argv)
{
    if (argc < 4 || !load_folder(argv[2])) {
        fprintf(stderr, "usage: fuzz_files WATTFLEET FOLDER N [SEED]\n");
        return EXIT_FAILURE;
    }
    char scratch[] = "/tmp/fuzz_files.XXXXXX", *binary = realpath(argv[1], NULL);
    unsigned long runs = strtoul(argv[3], NULL, 10), failures = 0, by_status[STATUS_MOST + 1] = {0};
    state = argc > 4 ? strtoul(argv[4], NULL, 10) : 0;
    if (!binary || !mkdtemp(scratch)) {
        perror(argv[1]);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < file_count; i++)
        write_file(scratch, &files[i]);
    for (unsigned long run = 0; run < runs && failures < BROKEN_MOST; run++) {
        size_t which = draw(file_count), command = draw(COMMANDS);
        static struct file changed;
        changed = files[which];
        for (uint64_t changes = draw(4); changes > 0; changes--) /* none: what is set counts */
            change(&changed);
        write_file(scratch, &changed);
        draw_sets();
        int status = play(binary, scratch, command);
        const char *why = broken(scratch, status);
        if (why) {
            failures++;
            keep(scratch, run, why);
        } else {
            by_status[WEXITSTATUS(status)]++;
        }
        write_file(scratch, &files[which]);
    }
    printf("%lu runs, %lu broken; status", runs, failures);
    for (int i = 0; i <= STATUS_MOST; i++)
        printf(" %d: %lu", i, by_status[i]);
    puts("");
    char command[600];
    snprintf(command, sizeof command, "rm -rf '%s'", scratch);
    if (failures == 0 && system(command) != 0)
        puts("(the scratch folder stays)");
    free(binary);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
