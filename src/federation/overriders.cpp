// What each kind of overrider does to one manifest.

#include "federation/image_reference.h"
#include "federation/json_patch.h"
#include "federation/overrides.h"
#include "federation/yaml.h"

#include <algorithm>
#include <array>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

using Changed = Result<std::vector<std::string>>;

tl::unexpected<Error> failed(const std::string& why)
{
    return failure(ErrorKind::Invalid, "override.failed", why);
}

/// Where a kind has its containers; null when it has none that overriders know. Karmada's lists: Jobs only have images.
const char* containersOf(const Json& manifest, bool image)
{
    const auto kind = text(manifest, "/kind");
    if (kind == "Pod")
        return "/spec/containers";
    for (const auto* known : {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"}) {
        if (kind == known)
            return "/spec/template/spec/containers";
    }
    return image && kind == "Job" ? "/spec/template/spec/containers" : nullptr;
}

void change(std::string& part, const Override& override)
{
    part = override.operation == "add" ? part + override.value : override.operation == "replace" ? override.value : "";
}

Result<std::string> changedImage(const std::string& image, const Override& override)
{
    auto parts = parseImageReference(image);
    if (!parts)
        return failure(parts.error());
    if (override.component == "Registry") {
        change(parts->registry, override);
    } else if (override.component == "Repository") {
        change(parts->repository, override);
    } else if (override.operation == "remove") {
        parts->tag.clear();
        parts->digest.clear();
    } else {
        auto version = parts->version();
        change(version, override);
        parts->setVersion(version);
    }
    return parts->text();
}

Changed overrideImage(const Override& override, Json& manifest)
{
    std::vector<std::string> pointers;
    if (!override.target.empty()) {
        pointers.push_back(override.target);
    } else if (const auto* list = containersOf(manifest, true)) {
        const auto& containers = at(manifest, list);
        for (std::size_t i = 0; containers.is_array() && i < containers.size(); ++i)
            pointers.push_back(list + ("/" + std::to_string(i)) + "/image");
    }
    std::vector<std::string> changed;
    for (const auto& pointer : pointers) {
        const auto& value = at(manifest, pointer);
        if (!value.is_string())
            return failed("there is no image at " + pointer);
        const auto before = value.get<std::string>();
        auto image = changedImage(before, override);
        if (!image)
            return failure(std::move(image.error()).during(pointer));
        if (*image == before)
            continue;
        api::put(manifest, pointer, std::move(*image));
        changed.push_back(pointer);
    }
    return changed;
}

Changed overrideWords(const Override& override, Json& manifest)
{
    const auto* list = containersOf(manifest, false);
    if (!list)
        return std::vector<std::string>{};
    std::vector<std::string> changed;
    const auto& containers = at(manifest, list);
    for (std::size_t i = 0; containers.is_array() && i < containers.size(); ++i) {
        if (text(containers[i], "/name") != override.target)
            continue;
        const auto pointer = list + ("/" + std::to_string(i)) + "/" + name(override.kind);
        auto words = at(manifest, pointer);
        if (!words.is_null() && !words.is_array())
            return failed("there is no list at " + pointer);
        const auto before = words;
        if (words.is_null())
            words = Json::array();
        if (override.operation == "add") {
            for (const auto& word : override.values)
                words.push_back(word);
        } else {
            const auto& unwanted = override.values;
            words.erase(std::remove_if(words.begin(), words.end(),
                                       [&](const Json& word) {
                                           return word.is_string()
                                               && std::find(unwanted.begin(), unwanted.end(),
                                                            word.get_ref<const std::string&>())
                                                      != unwanted.end();
                                       }),
                        words.end());
        }
        if (words == before || (before.is_null() && words.empty()))
            continue;
        api::put(manifest, pointer, std::move(words));
        changed.push_back(pointer);
    }
    return changed;
}

Changed overrideEntries(const Override& override, Json& manifest)
{
    const auto pointer = std::string("/metadata/") + name(override.kind);
    const auto& map = at(manifest, pointer);
    if (!map.is_null() && !map.is_object())
        return failed("there is no map at " + pointer);
    std::vector<std::string> changed;
    for (const auto& [key, value] : override.entries) {
        const auto entry = below(pointer, key);
        const bool there = !at(manifest, entry).is_null();
        if (!there && override.operation != "add")
            continue;
        if (override.operation == "remove")
            api::drop(manifest, entry);
        else if (at(manifest, entry) != Json(value))
            api::put(manifest, entry, value);
        else
            continue;
        changed.push_back(entry);
    }
    return changed;
}

Changed overrideText(const Override& override, Json& manifest)
{
    const auto& field = at(manifest, override.target);
    if (!field.is_string())
        return failed("there is no text at " + override.target);
    const auto before = field.get<std::string>();
    Json document;
    if (override.yaml) {
        auto documents = readYaml(before, override.target);
        if (!documents)
            return failure(documents.error());
        if (documents->size() != 1)
            return failed("the text at " + override.target + " is not one YAML document");
        document = std::move(documents->front().value);
    } else {
        auto parsed = api::parseJson(before);
        if (!parsed)
            return failed("the text at " + override.target + " is " + parsed.error().message);
        document = std::move(*parsed);
    }
    auto made = patched(std::move(document), override.patch, override.yaml ? "yaml" : "json");
    if (!made)
        return failure(std::move(made.error()).during("the text at " + override.target));
    auto after = override.yaml ? toYaml(*made) : api::dump(*made);
    if (after == before)
        return std::vector<std::string>{};
    api::put(manifest, override.target, std::move(after));
    return std::vector{override.target};
}

Changed overrideObject(const Override& override, Json& manifest)
{
    auto made = patched(manifest, override.patch, "plaintext");
    if (!made)
        return failure(made.error());
    manifest = std::move(*made);
    std::vector<std::string> changed;
    for (const auto& operation : override.patch) {
        if (text(operation, "/op") != "test")
            changed.push_back(text(operation, "/path"));
    }
    return changed;
}

} // namespace

const char* name(Override::Kind kind)
{
    static constexpr std::array names{"image", "command", "args", "labels", "annotations", "field", "plaintext"};
    return names[std::size_t(kind)];
}

Result<std::vector<std::string>> apply(const Override& override, Json& manifest)
{
    switch (override.kind) {
    case Override::Kind::Image: return overrideImage(override, manifest);
    case Override::Kind::Command:
    case Override::Kind::Args: return overrideWords(override, manifest);
    case Override::Kind::Labels:
    case Override::Kind::Annotations: return overrideEntries(override, manifest);
    case Override::Kind::Field: return overrideText(override, manifest);
    case Override::Kind::Plaintext: return overrideObject(override, manifest);
    }
    return failed("is of no known kind");
}

} // namespace orrery::federation
