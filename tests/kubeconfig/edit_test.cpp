#include "kubeconfig/edit.h"

#include "folder.h"
#include "kubeconfig/atomic_file.h"

#include <algorithm>
#include <future>
#include <vector>

#include <sys/stat.h>

namespace orrery::kubeconfig {

namespace {

constexpr auto before = R"(# my clusters
apiVersion: v1
clusters:
- cluster: {server: "https://gke:6443"}
  name: gke
contexts:
- context:
    cluster: gke
    namespace: team
    user: admin
  name: gke
current-context: gke
users:
- name: admin
  user: {token: secret}
)";

class Edit : public Folder {
protected:
    static mode_t modeOf(const std::string& path)
    {
        struct stat status { };
        EXPECT_EQ(::stat(path.c_str(), &status), 0);
        return status.st_mode & 07777;
    }
    [[nodiscard]] std::vector<std::string> names() const
    {
        std::vector<std::string> all;
        for (const auto& entry : std::filesystem::directory_iterator(root)) {
            if (entry.path().filename() != "state")
                all.push_back(entry.path().filename().string());
        }
        std::sort(all.begin(), all.end());
        return all;
    }
};

TEST_F(Edit, AddsAContextOnceAndRemovesIt)
{
    const auto file = write("config", before);
    chmod(file.c_str(), 0640);
    EXPECT_TRUE(addContext(file, "ring", "gke").value());
    const auto added = read(file);
    EXPECT_EQ(added, std::string(before).insert(std::string(before).find("current-context"),
                                                "- context:\n    cluster: gke\n    user: admin\n  name: ring\n"));
    EXPECT_EQ(modeOf(file), 0640u);
    EXPECT_FALSE(addContext(file, "ring", "gke").value());
    EXPECT_EQ(read(file), added);
    EXPECT_TRUE(removeContext(file, "ring"));
    EXPECT_EQ(read(file), before);
    EXPECT_EQ(removeContext(file, "ring").error().kind, ErrorKind::NotFound);
    EXPECT_EQ(names(), (std::vector<std::string>{"config", "config.orrery-backup"}));
}

TEST_F(Edit, AnotherContextOfThatNameIsLeftAlone)
{
    const auto other = std::string(before).insert(std::string(before).find("current-context"),
                                                  "- {name: ring, context: {cluster: gke, user: other}}\n");
    const auto file = write("config", other);
    const auto refused = addContext(file, "ring", "gke");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::AlreadyExists);
    EXPECT_EQ(refused.error().code, "kubeconfig.context-exists");
    EXPECT_EQ(read(file), other);
    EXPECT_EQ(addContext(file, "new", "gone").error().code, "kubeconfig.no-such-context");
}

TEST_F(Edit, ALinkStaysALink)
{
    const auto file = write("real/config", before);
    std::filesystem::create_symlink("real/config", root / "link");
    EXPECT_TRUE(addContext(path("link"), "ring", "gke").value());
    EXPECT_TRUE(std::filesystem::is_symlink(root / "link"));
    EXPECT_NE(read(file).find("name: ring"), std::string::npos);
}

TEST_F(Edit, KeepsTheFilesEncoding)
{
    std::string wide = "\xfe\xff";
    for (const char* c = before; *c; ++c)
        wide += {'\0', *c};
    const auto file = write("config", wide);
    EXPECT_TRUE(addContext(file, "ring", "gke").value());
    EXPECT_TRUE(read(file).starts_with(std::string("\xfe\xff\0#", 4)));
    EXPECT_TRUE(removeContext(file, "ring"));
    EXPECT_EQ(read(file), wide);
}

TEST_F(Edit, WaitsForAnotherProgramsLock)
{
    const auto file = write("config", before);
    auto adding = [&] {
        const auto lock = FileLock::take(file).value();
        EXPECT_TRUE(std::filesystem::exists(file + ".lock"));
        auto started = std::async(std::launch::async, [&] { return addContext(file, "ring", "gke"); });
        EXPECT_EQ(read(file), before); // nobody writes while we hold it
        return started;
    }();
    EXPECT_TRUE(adding.get().value());
    EXPECT_EQ(names(), (std::vector<std::string>{"config", "config.orrery-backup"}));
}

TEST_F(Edit, AStaleLockIsNamedAndNotRemoved)
{
    const auto file = write("config", before);
    write("config.lock", "");
    const auto refused = FileLock::take(file, std::chrono::milliseconds(0));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(refused.error().code, "kubeconfig.locked");
    EXPECT_NE(refused.error().message.find(file + ".lock"), std::string::npos);
    EXPECT_NE(refused.error().message.find(" for 0s"), std::string::npos) << refused.error().message;
    EXPECT_TRUE(std::filesystem::exists(file + ".lock"));
}

TEST_F(Edit, ParallelWritersLoseNothing)
{
    const auto file = write("config", before);
    std::vector<std::future<Result<bool>>> writers;
    for (int i = 0; i < 8; ++i)
        writers.push_back(
            std::async(std::launch::async, [&, i] { return addContext(file, "ring-" + std::to_string(i), "gke"); }));
    for (auto& writer : writers)
        EXPECT_TRUE(writer.get().value());
    for (int i = 0; i < 8; ++i)
        EXPECT_NE(read(file).find("name: ring-" + std::to_string(i)), std::string::npos) << i;
}

TEST_F(Edit, AFileThatChangedMeanwhileIsNotOverwritten)
{
    const auto file = write("config", "new");
    const auto refused = replaceFile(file, "old", "mine");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(read(file), "new");
    EXPECT_EQ(names(), std::vector<std::string>{"config"});
}

TEST_F(Edit, ABrokenFileIsNotTouched)
{
    const auto file = write("config", "contexts: {\n");
    const auto refused = addContext(file, "ring", "gke");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "kubeconfig.broken");
    EXPECT_EQ(read(file), "contexts: {\n");
    EXPECT_FALSE(addContext(path("missing"), "ring", "gke"));
    EXPECT_EQ(names(), std::vector<std::string>{"config"});
}

} // namespace

} // namespace orrery::kubeconfig
