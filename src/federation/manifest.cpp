#include "federation/manifest.h"

#include "base/joined.h"
#include "federation/fields.h"
#include "federation/kind.h"
#include "federation/yaml.h"
#include "kubeconfig/encoding.h"

namespace orrery::federation {

using api::Json;
using api::text;

namespace {

constexpr std::size_t largest = 64u << 20;

std::string typeOf(const Json& value)
{
    if (value.is_boolean())
        return "a boolean";
    if (value.is_number())
        return "a number";
    return value.is_array() ? "a list" : value.is_object() ? "a map" : "nothing";
}

/// Takes the documents of one source apart, checks and converts them.
class Reading {
public:
    explicit Reading(const std::string& source) : m_source(source) { }

    /// `at`: the pointer of this object in its document (an item of a List).
    Result<void> take(Json object, const YamlDocument& document, const std::string& at)
    {
        if (text(object, "/kind").ends_with("List") && api::at(object, "/items").is_array())
            return takeItems(std::move(object), document, at);
        if (auto named = check(object, document, at); !named)
            return named;
        Manifest manifest;
        manifest.line = document.placeOf(at).line;
        auto converted = convertOld(object);
        if (!converted)
            return refused(document, at, converted.error().code, converted.error().message);
        manifest.warnings = std::move(*converted);
        auto stripped = stripServerFields(object);
        if (!stripped.empty()) {
            for (auto& pointer : stripped)
                pointer = dotted(std::move(pointer));
            manifest.warnings.push_back("left out what a server wrote: " + joined(stripped));
        }
        manifest.document = std::move(object);
        manifests.push_back(std::move(manifest));
        return {};
    }

    std::vector<Manifest> manifests{};

private:
    Result<void> takeItems(Json list, const YamlDocument& document, const std::string& at)
    {
        auto itemKind = text(list, "/kind");
        itemKind.resize(itemKind.size() - 4);
        std::size_t index = 0;
        for (auto& item : list["items"]) {
            // A list of one kind may leave the type to the list.
            if (item.is_object() && !itemKind.empty() && !item.contains("kind") && !item.contains("apiVersion")) {
                item["kind"] = itemKind;
                item["apiVersion"] = text(list, "/apiVersion");
            }
            if (auto taken = take(std::move(item), document, at + "/items/" + std::to_string(index++)); !taken)
                return taken;
        }
        return {};
    }

    tl::unexpected<Error> refused(const YamlDocument& document, const std::string& pointer, std::string code,
                                  const std::string& what) const
    {
        const auto place = document.placeOf(pointer);
        return failure(ErrorKind::Invalid, std::move(code),
                       m_source + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + what);
    }

    /// What every object must have, checked before anything is sent.
    Result<void> check(const Json& object, const YamlDocument& document, const std::string& at) const
    {
        if (!object.is_object())
            return refused(document, at, "manifest.not-an-object",
                           "expected an object with apiVersion, kind and metadata, found "
                               + (object.is_string() ? std::string("text") : typeOf(object)));
        for (const std::string pointer : {"/apiVersion", "/kind", "/metadata/name"}) {
            if (auto fine = checkText(object, document, at, pointer); !fine)
                return fine;
        }
        const auto& ns = api::at(object, "/metadata/namespace");
        if (!ns.is_null() && !ns.is_string())
            return refused(document, at + "/metadata/namespace", "manifest.wrong-type",
                           "metadata.namespace is " + typeOf(ns) + "; quote it to make it a string");
        const auto isPart = [](const std::string& name) {
            return name != "." && name != ".." && name.find_first_of("/% \t\n") == std::string::npos;
        };
        for (const std::string pointer : {"/kind", "/metadata/name", "/metadata/namespace"}) {
            if (!isPart(text(object, pointer)))
                return refused(document, at + pointer, "manifest.bad-name",
                               dotted(pointer) + " has a character that no name may have");
        }
        return checkStrings(object, document, at);
    }

    Result<void> checkText(const Json& object, const YamlDocument& document, const std::string& at,
                           const std::string& pointer) const
    {
        const auto& value = api::at(object, pointer);
        if (!value.is_null() && !value.is_string())
            return refused(document, at + pointer, "manifest.wrong-type",
                           dotted(pointer) + " is " + typeOf(value) + "; quote it to make it a string");
        if (!text(object, pointer).empty())
            return {};
        if (pointer == "/metadata/name" && !text(object, "/metadata/generateName").empty())
            return refused(document, at + pointer, "manifest.generate-name",
                           "metadata.generateName cannot be federated, every cluster would make up another name; "
                           "give metadata.name");
        const auto kind = text(object, "/kind");
        return refused(document, at + pointer, "manifest.missing-field",
                       dotted(pointer) + " is missing" + (kind.empty() ? "" : " from this " + kind)
                           + "; every object needs apiVersion, kind and metadata.name");
    }

    /// Labels and annotations are strings: `on` or 1 without quotes is the commonest mistake in manifests.
    Result<void> checkStrings(const Json& object, const YamlDocument& document, const std::string& at) const
    {
        for (const std::string pointer : {"/metadata/labels", "/metadata/annotations"}) {
            const auto& map = api::at(object, pointer);
            if (!map.is_null() && !map.is_object())
                return refused(document, at + pointer, "manifest.wrong-type",
                               dotted(pointer) + " is " + (map.is_string() ? "text" : typeOf(map)) + ", not a map");
            for (const auto& [key, value] : map.items()) {
                if (!value.is_string() && !value.is_null())
                    return refused(document, at + pointer, "manifest.wrong-type",
                                   dotted(pointer) + "." + key + " is " + typeOf(value)
                                       + "; quote it to make it a string");
            }
        }
        return {};
    }

    const std::string& m_source;
};

} // namespace

Result<std::vector<Manifest>> readManifests(const std::string& bytes, const std::string& source)
{
    if (bytes.size() > largest)
        return failure(ErrorKind::Invalid, "manifest.too-large", source + " is larger than 64 MiB");
    const auto decoded = kubeconfig::decodeText(bytes);
    if (!decoded)
        return failure(ErrorKind::Invalid, "manifest.encoding", source + ":" + decoded.error().message);
    const auto documents = readYaml(decoded->text, source);
    if (!documents)
        return failure(documents.error());
    Reading reading(source);
    for (const auto& document : *documents) {
        if (auto taken = reading.take(document.value, document, ""); !taken)
            return failure(taken.error());
    }
    if (reading.manifests.empty())
        return failure(ErrorKind::Invalid, "manifest.empty", source + " holds no object");
    return std::move(reading.manifests);
}

} // namespace orrery::federation
