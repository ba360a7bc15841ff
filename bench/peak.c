/* Peak memory of a command, added up over all its processes.
 *
 *     peak FILE COMMAND [ARGUMENT]..
 *
 * Every 20 ms the Pss of the command and of all its descendants is added up. The largest sum is
 * written to FILE, in bytes. Pss divides a page among the processes that map it, so memory shared
 * by a fork counts once. Reading it slows the command down: measure its time in another run.
 * Limits: a peak shorter than 20 ms may be missed; the processes of one sum are read one after the
 * other; memory that no process maps (page cache, a memfd that was only written) is not seen. The
 * exit status is that of the command, or 128 + its signal, or 125 if this program fails. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { OUR_FAILURE = 125, NO_COMMAND = 127 };
static const struct timespec interval = {.tv_nsec = 20 * 1000 * 1000};

struct process {
    pid_t pid;
    pid_t parent;
    bool descendant;
};

struct processes {
    struct process *items;
    size_t count;
    size_t room;
};

/** Parent of @p pid, or -1 if the process has just ended. */
static pid_t parent_of(pid_t pid)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return -1;
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    /* pid (name) state parent: the name may contain any character, a ')' too. */
    const char *after_name = strrchr(text, ')');
    int parent;
    if (!after_name || sscanf(after_name + 1, " %*c %d", &parent) != 1)
        return -1;
    return (pid_t)parent;
}

/** Fill @p all with the processes that exist now. @return 0, or -1 (errno) */
static int processes_read(struct processes *all)
{
    DIR *proc = opendir("/proc");
    if (!proc)
        return -1;
    all->count = 0;
    for (const struct dirent *entry; (entry = readdir(proc));) {
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        pid_t pid = (pid_t)atoi(entry->d_name);
        pid_t parent = parent_of(pid);
        if (parent < 0)
            continue;
        if (all->count == all->room) {
            size_t room = all->room ? 2 * all->room : 256;
            struct process *items = reallocarray(all->items, room, sizeof *items);
            if (!items) {
                closedir(proc);
                return -1;
            }
            all->items = items;
            all->room = room;
        }
        all->items[all->count++] = (struct process){.pid = pid, .parent = parent};
    }
    closedir(proc);
    return 0;
}

/** Mark the processes below @p root, in any order of pids. */
static void processes_mark(struct processes *all, pid_t root)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < all->count; i++) {
            struct process *process = &all->items[i];
            if (process->descendant)
                continue;
            bool below = process->parent == root;
            for (size_t j = 0; j < all->count && !below; j++)
                below = all->items[j].descendant && all->items[j].pid == process->parent;
            process->descendant = below;
            changed |= below;
        }
    }
}

/** Pss of @p pid in bytes; 0 if the process has ended. */
static uint64_t pss_byte(pid_t pid)
{
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    unsigned long long kib = 0;
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "Pss: %llu kB", &kib) == 1)
            break;
    }
    fclose(file);
    return (uint64_t)kib * 1024;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: peak FILE COMMAND [ARGUMENT]..\n", stderr);
        return OUR_FAILURE;
    }
    FILE *output = fopen(argv[1], "we"); /* e: closed in the command */
    if (!output) {
        fprintf(stderr, "peak: %s: %s\n", argv[1], strerror(errno));
        return OUR_FAILURE;
    }
    /* Orphans of the command become our children, so that no process leaves the tree. */
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t command = fork();
    if (command == 0) {
        execvp(argv[2], argv + 2);
        fprintf(stderr, "peak: %s: %s\n", argv[2], strerror(errno));
        _exit(NO_COMMAND);
    }
    if (command < 0) {
        perror("peak: fork");
        fclose(output);
        return OUR_FAILURE;
    }

    struct processes all = {0};
    uint64_t peak_byte = 0;
    int status = 0;
    int result = OUR_FAILURE;
    pid_t ended;
    while ((ended = waitpid(command, &status, WNOHANG)) == 0) {
        if (processes_read(&all)) {
            perror("peak: /proc");
            goto out;
        }
        processes_mark(&all, getpid());
        uint64_t sum_byte = 0;
        for (size_t i = 0; i < all.count; i++) {
            if (all.items[i].descendant)
                sum_byte += pss_byte(all.items[i].pid);
        }
        if (sum_byte > peak_byte)
            peak_byte = sum_byte;
        nanosleep(&interval, NULL);
    }
    if (ended < 0) {
        perror("peak: waitpid");
        goto out;
    }
    result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    fprintf(output, "%llu\n", (unsigned long long)peak_byte);
out:
    free(all.items);
    if (fclose(output) != 0) {
        perror("peak: write");
        return OUR_FAILURE;
    }
    return result;
}
