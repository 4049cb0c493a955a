#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <stdlib.h>

namespace orrery::kubeconfig {

/// A temporary folder for one test, which also keeps what Orrery remembers.
class Folder : public testing::Test {
protected:
    Folder()
    {
        auto name = (std::filesystem::temp_directory_path() / "kubeconfig-XXXXXX").string();
        root = ::mkdtemp(name.data());
        ::setenv("XDG_STATE_HOME", (root / "state").c_str(), 1);
    }
    ~Folder() override
    {
        std::error_code ignored;
        std::filesystem::remove_all(root, ignored);
    }

    std::string write(const std::string& name, const std::string& bytes) const
    {
        const auto path = root / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << bytes;
        return path.string();
    }
    static std::string read(const std::string& path)
    {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    [[nodiscard]] std::string path(const std::string& name) const { return (root / name).string(); }

    std::filesystem::path root{};
};

} // namespace orrery::kubeconfig
