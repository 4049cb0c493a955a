#include "cli/cli.h"
#include "cli/invocation.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace orrery::cli {

namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

/// A folder with b.yaml, a.json, notes.txt, a broken link, and inner/c.yml; it is gone afterwards.
class Inputs : public testing::Test {
protected:
    void SetUp() override
    {
        fs::create_directories(m_folder / "inner" / "folder.yaml");
        for (const auto* file : {"b.yaml", "a.json", "notes.txt", "inner/c.yml"})
            std::ofstream(m_folder / file) << "kind: " << file << "\n";
    }
    void TearDown() override { fs::remove_all(m_folder); }

    [[nodiscard]] std::vector<std::string> read(const std::vector<std::string>& below, bool recursive)
    {
        std::vector<std::string> paths;
        for (const auto& path : below)
            paths.push_back((m_folder / path).string());
        const auto inputs = readInputs(paths, recursive);
        if (!inputs)
            return {inputs.error().code};
        std::vector<std::string> names;
        for (const auto& input : *inputs) {
            names.push_back(fs::relative(input.source, m_folder).string());
            EXPECT_EQ(input.bytes, "kind: " + names.back() + "\n");
        }
        return names;
    }

    fs::path m_folder = fs::temp_directory_path() / ("orrery-inputs-" + std::to_string(std::random_device{}()));
};

TEST_F(Inputs, OfAFolderAreItsManifestsByName)
{
    EXPECT_THAT(read({""}, false), ElementsAre("a.json", "b.yaml"));
    EXPECT_THAT(read({""}, true), ElementsAre("a.json", "b.yaml", "inner/c.yml"));
    EXPECT_THAT(read({"notes.txt", "inner", "b.yaml"}, false), ElementsAre("notes.txt", "inner/c.yml", "b.yaml"))
        << "a file that is named is read whatever it is called";
}

TEST_F(Inputs, WhatCannotBeReadIsAnError)
{
    EXPECT_THAT(read({"inner/folder.yaml"}, false), ElementsAre("file.no-manifests"));
    EXPECT_THAT(read({"nowhere"}, true), ElementsAre("file.unreadable"));
    fs::create_symlink("nowhere", m_folder / "broken.yaml");
    EXPECT_THAT(read({""}, false), ElementsAre("file.unreadable"));
}

TEST_F(Inputs, AFolderWhereAFileIsMeantIsAnError)
{
    for (const auto* command : {"simulate", "convert", "drill"}) {
        std::ostringstream out;
        std::ostringstream error;
        Terminal terminal(out, error, false, false);
        std::vector<std::string> arguments{command, "-f", m_folder.string()};
        if (arguments.front() == "drill")
            arguments.insert(arguments.end(), {"--lose", "aws"});
        EXPECT_EQ(run(arguments, terminal, {}), Exit::Failed) << command;
        EXPECT_THAT(error.str(), HasSubstr("it is a folder")) << command;
    }
}

TEST_F(Inputs, DiffTellsWhatIsWrongInTheFileWhereItIs)
{
    std::ofstream(m_folder / "c.yaml") << "kind: ok\na: [\n";
    std::ostringstream out;
    std::ostringstream error;
    Terminal terminal(out, error, false, false);
    EXPECT_EQ(run({"--kubeconfig", "/nonexistent", "diff", "-f", m_folder.string()}, terminal, {}), 5);
    EXPECT_THAT(error.str(), HasSubstr((m_folder / "c.yaml").string() + ":"));
}

} // namespace

} // namespace orrery::cli
