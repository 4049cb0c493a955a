#include "ui/kubeconfigs/usual_places.h"

#include "base/environment.h"
#include "base/platform/process.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string_view>

namespace orrery::ui {

namespace {

namespace fs = std::filesystem;

struct Habit {
    std::string_view path;
    std::string_view tool;
};

constexpr std::array ofTheMachine{
    Habit{"/etc/kubernetes/admin.conf", "kubeadm"},
    Habit{"/etc/rancher/k3s/k3s.yaml", "k3s"},
    Habit{"/etc/rancher/rke2/rke2.yaml", "RKE2"},
    Habit{"/var/lib/k0s/pki/admin.conf", "k0s"},
    Habit{"/var/snap/microk8s/current/credentials/client.config", "MicroK8s"},
};

/// The folders of tools that write one file for each cluster.
constexpr std::array ofTheUser{Habit{"/.config/k3d", "k3d"}};

class Places {
public:
    void add(const fs::path& path, std::string_view tool)
    {
        std::error_code error;
        if (!fs::is_regular_file(path, error) || !m_seen.insert(fs::weakly_canonical(path, error)).second)
            return;
        m_all.push_back({path.string(), std::string(tool)});
    }

    /// What could be a kubeconfig, by name; caches and locks are none.
    void addFolder(const fs::path& folder, std::string_view tool)
    {
        std::error_code error;
        std::vector<fs::path> inside;
        for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
            inside.push_back(it->path());
        std::sort(inside.begin(), inside.end());
        for (const auto& path : inside) {
            const auto file = path.filename().string();
            const auto extension = path.extension().string();
            const bool left = extension == ".lock" || extension == ".orrery-backup" || file.ends_with("~");
            if (!left && !file.starts_with("."))
                add(path, file.starts_with("kind-config-") ? "kind" : tool);
        }
    }

    [[nodiscard]] std::vector<UsualPlace> all() && { return std::move(m_all); }

private:
    std::vector<UsualPlace> m_all{};
    std::set<fs::path> m_seen{};
};

} // namespace

Surroundings Surroundings::ofProcess()
{
    auto home = environmentVariable("HOME");
    return {home.empty() ? environmentVariable("USERPROFILE") : std::move(home), environmentVariable("KUBECONFIG"), {}};
}

std::vector<UsualPlace> usualPlaces(const Surroundings& around)
{
    Places places;
    std::string_view rest = around.variable;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(platform::pathListSeparator()), rest.size());
        if (end > 0)
            places.add(fs::path(rest.substr(0, end)), {});
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!around.home.empty()) {
        places.add(around.home + "/.kube/config", {});
        places.addFolder(around.home + "/.kube", {});
        for (const auto& habit : ofTheUser)
            places.addFolder(around.home + std::string(habit.path), habit.tool);
    }
    for (const auto& habit : ofTheMachine)
        places.add(around.root + std::string(habit.path), habit.tool);
    return std::move(places).all();
}

} // namespace orrery::ui
