#include "scenario/name_glob.h"
#include "base/err.h"
#include <ctype.h>
#include <string.h>

void wf_names_add(struct wf_names *names, const char *name)
{
    size_t length = strlen(name);
    if (names->count++ == 0) {
        names->first = name;
        names->prefix = names->suffix = length;
        return;
    }
    size_t whole = strlen(names->first), i = 0, j = 0;
    while (i < names->prefix && i < length && names->first[i] == name[i])
        i++;
    while (j < names->suffix && j < length && names->first[whole - 1 - j] == name[length - 1 - j])
        j++;
    names->prefix = i;
    names->suffix = j;
}

void wf_names_join(struct wf_names *names, const struct wf_names *other)
{
    if (!names->count) {
        *names = *other;
        return;
    }
    size_t length = strlen(other->first), whole = strlen(names->first), i = 0, j = 0;
    while (i < names->prefix && i < other->prefix && names->first[i] == other->first[i])
        i++;
    while (j < names->suffix && j < other->suffix &&
           names->first[whole - 1 - j] == other->first[length - 1 - j])
        j++;
    names->prefix = i;
    names->suffix = j;
    names->count += other->count;
}

struct wf_name_glob wf_names_glob(const struct wf_names *names, bool digit)
{
    size_t whole = strlen(names->first), suffix = names->suffix;
    bool one = names->count == 1 || names->prefix == whole;
    while (names->prefix + suffix >= whole && suffix > 0) /* the star stands for something */
        suffix--;
    return (struct wf_name_glob){names->first, names->prefix, suffix, digit, one};
}

bool wf_name_glob_matches(const struct wf_name_glob *glob, const char *name)
{
    size_t length = strlen(name), whole = strlen(glob->first);
    if (glob->one)
        return !strcmp(glob->first, name);
    return length >= glob->prefix + glob->suffix + glob->digit &&
           !strncmp(glob->first, name, glob->prefix) &&
           (!glob->digit || isdigit((unsigned char)name[glob->prefix])) &&
           !strcmp(name + length - glob->suffix, glob->first + whole - glob->suffix);
}

char *wf_name_glob_text(const struct wf_name_glob *glob)
{
    if (glob->one)
        return wf_strdup(glob->first);
    return wf_format("%.*s%s*%s", (int)glob->prefix, glob->first, glob->digit ? "[0-9]" : "",
                     glob->first + strlen(glob->first) - glob->suffix);
}
