#include "api/object.h"

#include <simdjson.h>

#include <utility>

namespace orrery::api {

namespace {

namespace sj = simdjson;
using sj::ondemand::object;

/// Each thread keeps one parser: simdjson wants it reused.
sj::ondemand::parser& parser()
{
    thread_local sj::ondemand::parser instance;
    return instance;
}

tl::unexpected<Error> broken(std::string_view what)
{
    return failure(ErrorKind::Invalid, "object.syntax",
                   "the server sent " + std::string(what) + " that is not valid JSON");
}

/// The value's own text. Consumes the value.
std::string_view rawText(sj::ondemand::value value)
{
    std::string_view raw = sj::to_json_string(value);
    while (!raw.empty() && static_cast<unsigned char>(raw.back()) <= ' ')
        raw.remove_suffix(1);
    return raw;
}

std::string stringOf(sj::ondemand::value value)
{
    std::string_view view;
    return value.get_string().get(view) ? std::string() : std::string(view);
}

/// Where `managedFields` with its key stands in the object's text, so that it can be cut out with one comma.
struct Cut {
    const char* from = nullptr;
    const char* to = nullptr;
};

void readLabels(sj::ondemand::value value, Object& out)
{
    object labels;
    if (value.get_object().get(labels))
        return;
    for (auto label : labels) {
        const std::string key(std::string_view(label.unescaped_key()));
        out.labels[key] = stringOf(label.value());
    }
}

Cut readMetadata(object metadata, Object& out)
{
    Cut cut;
    for (auto field : metadata) {
        const auto key = field.key().value();
        auto value = field.value().value();
        if (key == "managedFields") {
            const auto raw = rawText(value);
            cut = {key.raw() - 1, raw.data() + raw.size()};
        } else if (key == "name") {
            out.key.name = stringOf(value);
        } else if (key == "namespace") {
            out.key.ns = stringOf(value);
        } else if (key == "uid") {
            out.uid = stringOf(value);
        } else if (key == "resourceVersion") {
            out.resourceVersion = stringOf(value);
        } else if (key == "generation") {
            std::int64_t generation = 0;
            if (!value.get_int64().get(generation))
                out.generation = generation;
        } else if (key == "deletionTimestamp") {
            out.deleting = !value.is_null();
        } else if (key == "labels") {
            readLabels(value, out);
        }
    }
    return cut;
}

std::string without(std::string_view whole, Cut cut)
{
    if (!cut.from)
        return std::string(whole);
    auto from = std::size_t(cut.from - whole.data());
    auto to = std::size_t(cut.to - whole.data());
    const auto blank = [&](std::size_t at) { return static_cast<unsigned char>(whole[at]) <= ' '; };
    while (to < whole.size() && blank(to))
        ++to;
    if (to < whole.size() && whole[to] == ',') {
        ++to;
    } else {
        while (from > 0 && blank(from - 1))
            --from;
        if (from > 0 && whole[from - 1] == ',')
            --from;
    }
    std::string out;
    out.reserve(whole.size() - (to - from));
    out.append(whole.substr(0, from)).append(whole.substr(to));
    return out;
}

/// Reads an object inside a document that is being walked. `typed` is put in front when it does not say its
/// apiVersion itself: servers leave the type out of a list's items, custom resources carry it.
std::shared_ptr<Object> readFrom(object source, std::string_view typed = {})
{
    auto made = std::make_shared<Object>();
    std::string_view whole = source.raw_json();
    while (!whole.empty() && static_cast<unsigned char>(whole.back()) <= ' ')
        whole.remove_suffix(1);
    (void)source.reset().value();
    std::string_view apiVersion;
    const bool untyped = !typed.empty() && source.find_field_unordered("apiVersion").get_string().get(apiVersion);
    object metadata;
    Cut cut;
    if (!source.find_field_unordered("metadata").get_object().get(metadata))
        cut = readMetadata(metadata, *made);
    made->raw = without(whole, cut);
    if (untyped)
        made->raw.replace(0, 1, typed);
    return made;
}

WatchEvent::Type typeOf(std::string_view name)
{
    if (name == "ADDED")
        return WatchEvent::Type::Added;
    if (name == "MODIFIED")
        return WatchEvent::Type::Modified;
    if (name == "DELETED")
        return WatchEvent::Type::Deleted;
    return name == "BOOKMARK" ? WatchEvent::Type::Bookmark : WatchEvent::Type::Error;
}

} // namespace

Json Object::json() const
{
    auto parsed = parseJson(raw);
    return parsed ? std::move(*parsed) : Json::object();
}

Result<ObjectPtr> readObject(std::string_view json)
{
    try {
        const sj::padded_string padded(json);
        auto document = parser().iterate(padded);
        return readFrom(document.get_object().value());
    } catch (const sj::simdjson_error&) {
        return broken("an object");
    }
}

ObjectPtr makeObject(const Json& document)
{
    auto read = readObject(dump(document));
    return read ? std::move(*read) : std::make_shared<Object>();
}

Result<ListPage> readList(std::string_view json)
{
    try {
        const sj::padded_string padded(json);
        auto document = parser().iterate(padded);
        ListPage page;
        std::string apiVersion;
        std::string kind;
        object root = document.get_object();
        std::string_view view;
        if (!root.find_field_unordered("apiVersion").get_string().get(view))
            apiVersion = view;
        if (!root.find_field_unordered("kind").get_string().get(view))
            kind = view;
        object metadata;
        if (!root.find_field_unordered("metadata").get_object().get(metadata)) {
            for (auto field : metadata) {
                const auto key = field.key().value();
                if (key == "resourceVersion")
                    page.resourceVersion = stringOf(field.value());
                else if (key == "continue")
                    page.continueToken = stringOf(field.value());
            }
        }
        if (kind.size() > 4 && kind.ends_with("List"))
            kind.resize(kind.size() - 4);
        const std::string typed = R"({"apiVersion":")" + apiVersion + R"(","kind":")" + kind + "\",";
        sj::ondemand::array items;
        if (root.find_field_unordered("items").get_array().get(items))
            return page; // `items: null` is how some servers say "none"
        for (auto item : items)
            page.items.push_back(readFrom(item.get_object().value(), typed));
        return page;
    } catch (const sj::simdjson_error&) {
        return broken("a list");
    }
}

Result<WatchEvent> readWatchEvent(std::string_view line)
{
    try {
        const sj::padded_string padded(line);
        auto document = parser().iterate(padded);
        object root = document.get_object();
        WatchEvent event;
        event.type = typeOf(root.find_field_unordered("type").get_string().value());
        object body = root.find_field_unordered("object").get_object();
        if (event.type == WatchEvent::Type::Error) {
            const std::string_view raw = body.raw_json();
            const auto status = parseJson(raw);
            event.error = errorFromStatus(status ? int(number(*status, "/code", 500)) : 500, raw);
            if (event.error->kind == ErrorKind::Gone)
                event.error->code = "watch.expired";
        } else {
            event.object = readFrom(body);
        }
        return event;
    } catch (const sj::simdjson_error&) {
        return broken("a watch event");
    }
}

} // namespace orrery::api
