#include "kubeconfig/merge_source.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>
#include <utility>

namespace orrery::kubeconfig {

namespace {

Result<std::unique_ptr<SourceFile>> readSource(const MergeSource& given)
{
    const bool standardInput = given.path == "-";
    auto source = std::make_unique<SourceFile>();
    source->path = given.path;
    source->file = standardInput ? std::string() : given.path;
    auto text = soundConfigText(standardInput ? "standard input" : given.path, unowned(given.bytes));
    if (!text)
        return failure(std::move(text.error()));
    source->root = std::move(text->root);
    source->problems = std::move(text->file.problems);
    source->currentContext = std::move(text->file.currentContext);
    std::error_code error;
    if (!standardInput)
        source->absolute = std::filesystem::absolute(given.path, error).lexically_normal().string();
    for (const auto kind : entryKinds) {
        auto& entries = source->entries[at(kind)];
        entries = entriesOf(kind, source->root, source->file);
        for (std::size_t i = 0; i < entries.size(); ++i)
            source->byName[at(kind)].emplace(entries[i].name, i);
    }
    for (const auto& context : source->entries[at(EntryKind::Context)]) {
        source->users[at(EntryKind::Cluster)][fieldText(*context.body, "cluster")].push_back(&context);
        source->users[at(EntryKind::User)][fieldText(*context.body, "user")].push_back(&context);
    }
    return source;
}

} // namespace

Result<SourceFiles> readSources(const std::vector<MergeSource>& given)
{
    std::vector<Result<std::unique_ptr<SourceFile>>> read(given.size());
    std::atomic<std::size_t> next{0};
    const auto readSome = [&] {
        for (auto i = next++; i < given.size(); i = next++)
            read[i] = readSource(given[i]);
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < std::min<std::size_t>(given.size(), std::thread::hardware_concurrency()); ++i)
            others.emplace_back(readSome);
        readSome();
    }
    SourceFiles sources;
    for (auto& source : read) {
        if (!source)
            return failure(std::move(source.error()));
        sources.push_back(std::move(*source));
    }
    return sources;
}

} // namespace orrery::kubeconfig
