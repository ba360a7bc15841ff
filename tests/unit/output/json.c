#include "output/json.h"

#include "suite.h"

static void check_string(const char *bytes, const char *expected)
{
    struct json_object *string = wf_json_string(bytes);
    CHECK_TEXT(json_object_get_string(string), expected);
    json_object_put(string);
}

static void bytes_that_are_no_utf_8_are_replaced(void)
{
    check_string("plain \"text\" \n", "plain \"text\" \n");
    check_string("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x93\xb1",
                 "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x93\xb1");
    check_string("latin \xe9.xml", "latin \xef\xbf\xbd.xml");
    check_string("\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd");                 /* cut short */
    check_string("\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd");                 /* overlong */
    check_string("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"); /* surrogate */
    check_string("\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    CU_ASSERT_PTR_NULL(wf_json_string(NULL));
}

static const struct wf_test tests[] = {
    WF_TEST(bytes_that_are_no_utf_8_are_replaced),
};

int main(void)
{
    return wf_suite_run("json", tests, sizeof tests / sizeof tests[0]);
}
