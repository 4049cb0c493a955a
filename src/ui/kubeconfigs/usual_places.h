#pragma once

#include <string>
#include <vector>

namespace orrery::ui {

/// Where to look for kubeconfigs.
struct Surroundings {
    std::string home{};
    std::string variable{}; ///< KUBECONFIG
    std::string root{}; ///< in front of places that belong to the machine; empty but in tests

    [[nodiscard]] static Surroundings ofProcess();
};

/// A kubeconfig where one is usually found.
struct UsualPlace {
    std::string path{};
    std::string tool{}; ///< whose habit that is: "k3s", "kind"; empty = the user's own
};

/// What KUBECONFIG names, what lies in ~/.kube, and what kubeadm, k3s, RKE2, k0s, MicroK8s and k3d leave behind. Only
/// files that are there, each once, in that order. Opens none of them; whether one is a kubeconfig is seen by reading
/// it. Any thread.
[[nodiscard]] std::vector<UsualPlace> usualPlaces(const Surroundings& around);

} // namespace orrery::ui
