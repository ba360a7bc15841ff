# The keys of JSON documents in our layout (a key a line, two blanks a level): SCHEMA|PATH|TYPE, a line each time that one is met.
# Lists are PATH[], maps (objects whose keys are names: -v maps=" PATH PATH ") are PATH{}.
function type_of(value) {
    if (value ~ /^"/) return "text"
    if (value ~ /^(true|false)/) return "boolean"
    if (value ~ /^null/) return "null"
    return value ~ /^\[/ ? "list" : value ~ /^\{/ ? "object" : "number"
}
FNR == 1 { split("", full); split("", schema) }
{
    match($0, /^ */)
    depth = RLENGTH / 2
    line = substr($0, RLENGTH + 1)
    if (line == "" || line ~ /^[]}]/) next
    if (depth == 0) { full[0] = ""; schema[0] = ""; next }
    schema[depth] = schema[depth - 1]
    if (match(line, /^"([^"\\]|\\.)*": /)) {
        key = substr(line, 2, RLENGTH - 4)
        value = substr(line, RLENGTH + 1)
        if (key == "schema") { # it is the first key: the object is a document of its own
            sub(/^"wattfleet\./, "", value); sub(/".*/, "", value)
            if (full[depth - 1] != "") print schema[depth - 1] "|" full[depth - 1] "|" value
            schema[depth] = schema[depth - 1] = value; full[depth - 1] = ""
            print value "||object"
            next
        }
        parent = full[depth - 1]
        full[depth] = index(maps, " " schema[depth] ":" parent " ") ? parent "{}" : parent (parent == "" ? "" : ".") key
        print schema[depth] "|" full[depth] "|" type_of(value)
    } else {
        full[depth] = full[depth - 1] "[]"
        print schema[depth] "|" full[depth] "|" type_of(line)
    }
}
