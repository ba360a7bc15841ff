#include "output/picture.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[64];

static const char *picture(const char *ending)
{
    snprintf(path, sizeof path, "/tmp/wattfleet-curve-%ld%s", (long)getpid(), ending);
    return path;
}

/* The file's bytes, ended by NUL; it is removed. */
static char *take(const char *name, size_t *size)
{
    FILE *file = fopen(name, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    char *bytes = calloc(1, 4 << 20);
    *size = fread(bytes, 1, (4 << 20) - 1, file);
    fclose(file);
    unlink(name);
    return bytes;
}

static size_t occurrences(const char *text, const char *word)
{
    size_t count = 0;
    for (; (text = strstr(text, word)); text += strlen(word))
        count++;
    return count;
}

/* Points are drawn as uses of this shape; two more stand in its definition and in the legend. */
static const char POINT[] = "xlink:href='#gpPt6'";

static size_t points_of(const char *svg)
{
    const char *drawing = strstr(svg, "</defs>");
    CU_ASSERT_PTR_NOT_NULL_FATAL(drawing);
    return occurrences(drawing, POINT) - 1;
}

static const double step_s[] = {0, 10, 20}, step_w[] = {5, 50, 5};

static char *draw_svg(const char *title, const char *label, const double *time_s,
                      const double *power_w, size_t count)
{
    struct wf_picture_curve curves[] = {
        {label, WF_PICTURE_POINTS, time_s, power_w, count},
        {"simulated", WF_PICTURE_STEPS, step_s, step_w, 3},
    };
    struct wf_err err = {0};
    size_t size;
    int status = wf_picture_draw(picture(".svg"), title, curves, 2, &err);
    CHECK_TEXT(err.text, "");
    CU_ASSERT_EQUAL_FATAL(status, 0);
    return take(path, &size);
}

static void an_svg_has_both_legends_the_axes_and_every_point(void)
{
    double time_s[] = {0, 1, 2, 3.5, NAN, 30}, power_w[] = {5, 5.5, NAN, 50, 1, 6};
    char *svg = draw_svg("a title", "measured", time_s, power_w, 6);
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, "<svg"));
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, ">measured<"));
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, ">simulated<"));
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, ">time, s<"));
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, ">power, W<"));
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, ">a title<"));
    CU_ASSERT_EQUAL(points_of(svg), 4); /* without the two that are not finite */
    free(svg);
}

static void texts_are_drawn_as_they_are(void)
{
    double time_s[] = {0, 1}, power_w[] = {5, 6};
    char *svg = draw_svg("node_0's run\nand `date` @x", "a_b & 'c'", time_s, power_w, 2);
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, ">node_0's run and `date` @x<"));
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, ">a_b &amp; 'c'<"));
    free(svg);
}

static void long_curves_are_thinned_out_and_keep_their_extremes(void)
{
    enum { COUNT = 100000 };
    double *time_s = malloc(COUNT * sizeof *time_s), *power_w = malloc(COUNT * sizeof *power_w);
    for (int i = 0; i < COUNT; i++) {
        time_s[i] = i;
        power_w[i] = 100 + i % 7;
    }
    char *flat = draw_svg("long", "measured", time_s, power_w, COUNT);
    CU_ASSERT_EQUAL(points_of(flat), WF_PICTURE_POINTS_MOST);
    CU_ASSERT_PTR_NULL(strstr(flat, ">900<"));
    free(flat);
    /* one sample alone: the axis has to reach it, behind the least sample of its stretch or before
     * it. Stretch 1000 of 1999 begins at point 1 + 1000 x 99998 / 1999 = 50025 */
    static const int spikes[] = {54321, 50025};
    for (size_t i = 0; i < sizeof spikes / sizeof *spikes; i++) {
        double usual_w = power_w[spikes[i]];
        power_w[spikes[i]] = 900;
        char *spike = draw_svg("long", "measured", time_s, power_w, COUNT);
        CU_ASSERT_EQUAL(points_of(spike), WF_PICTURE_POINTS_MOST);
        CU_ASSERT_PTR_NOT_NULL(strstr(spike, ">900<"));
        free(spike);
        power_w[spikes[i]] = usual_w;
    }
    free(time_s);
    free(power_w);
}

static void a_png_has_its_size(void)
{
    struct wf_picture_curve curve = {"simulated", WF_PICTURE_STEPS, step_s, step_w, 3};
    struct wf_err err = {0};
    size_t size;
    CU_ASSERT_EQUAL_FATAL(wf_picture_draw(picture(".PNG"), "t", &curve, 1, &err), 0);
    unsigned char *png = (unsigned char *)take(path, &size);
    CU_ASSERT_FATAL(size > 1000);
    CU_ASSERT(memcmp(png, "\x89PNG\r\n\x1a\n", 8) == 0);
    CU_ASSERT_EQUAL(png[18] * 256 + png[19], 1000);
    CU_ASSERT_EQUAL(png[22] * 256 + png[23], 500);
    free(png);
}

static void check_refused(const char *name, size_t points, enum wf_code code, const char *text)
{
    struct wf_picture_curve curve = {"simulated", WF_PICTURE_STEPS, step_s, step_w, points};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_picture_draw(name, "t", &curve, 1, &err), -1);
    CU_ASSERT_EQUAL(err.code, code);
    CHECK_TEXT(err.text, text);
    CU_ASSERT_EQUAL(access(name, F_OK), -1);
}

static void what_cannot_be_drawn_is_refused(void)
{
    check_refused("curve.pdf", 3, WF_EUSAGE, "'curve.pdf' ends in neither .svg nor .png");
    check_refused("svg", 3, WF_EUSAGE, "'svg' ends in neither .svg nor .png");
    check_refused("/nowhere/curve.svg", 3, WF_EIO,
                  "cannot write '/nowhere/curve.svg': No such file or directory");
    check_refused("curve.svg", 0, WF_EINPUT, "cannot draw 'curve.svg': there is no point to draw");
}

static void a_curve_without_any_finite_point_is_refused(void)
{
    double time_s[] = {0, 1}, power_w[] = {NAN, INFINITY};
    struct wf_picture_curve curve = {"measured", WF_PICTURE_POINTS, time_s, power_w, 2};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_picture_draw("curve.svg", "t", &curve, 1, &err), -1);
    CHECK_TEXT(err.text, "cannot draw 'curve.svg': there is no point to draw");
}

static void a_missing_gnuplot_is_named_with_its_package(void)
{
    char *before = strdup(getenv("PATH") ? getenv("PATH") : "");
    setenv("PATH", "/nowhere", 1);
    check_refused("curve.svg", 3, WF_EFAIL,
                  "cannot draw 'curve.svg': gnuplot is not installed; the Debian package "
                  "gnuplot-nox has it");
    setenv("PATH", before, 1);
    free(before);
}

/* A gnuplot of our own in a folder of our own, which complains. */
static void what_gnuplot_complains_about_is_passed_on(void)
{
    char folder[] = "/tmp/wattfleet-gnuplot-XXXXXX", program[64];
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
    snprintf(program, sizeof program, "%s/gnuplot", folder);
    FILE *file = fopen(program, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs("#!/bin/sh\necho half a picture\necho >&2\necho 'no such terminal' >&2\nexit 1\n", file);
    fclose(file);
    chmod(program, 0700);
    char *before = strdup(getenv("PATH") ? getenv("PATH") : "");
    setenv("PATH", folder, 1);
    check_refused("curve.svg", 3, WF_EFAIL,
                  "cannot draw 'curve.svg': gnuplot failed: no such terminal");
    setenv("PATH", before, 1);
    free(before);
    unlink(program);
    rmdir(folder);
}

static const struct wf_test tests[] = {
    WF_TEST(an_svg_has_both_legends_the_axes_and_every_point),
    WF_TEST(texts_are_drawn_as_they_are),
    WF_TEST(long_curves_are_thinned_out_and_keep_their_extremes),
    WF_TEST(a_png_has_its_size),
    WF_TEST(what_cannot_be_drawn_is_refused),
    WF_TEST(a_curve_without_any_finite_point_is_refused),
    WF_TEST(a_missing_gnuplot_is_named_with_its_package),
    WF_TEST(what_gnuplot_complains_about_is_passed_on),
};

int main(void)
{
    return wf_suite_run("curve", tests, sizeof tests / sizeof tests[0]);
}
