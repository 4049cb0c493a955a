#include "clouds/detection.h"

#include "clouds/region.h"

#include <array>
#include <string_view>
#include <vector>

namespace orrery::clouds {

namespace {

struct Sign {
    std::string_view text;
    std::string_view provider;
};

constexpr std::array schemes{
    Sign{"aws://", "aws"},
    Sign{"gce://", "gcp"},
    Sign{"azure://", "azure"},
};

constexpr std::array labelPrefixes{
    Sign{"eks.amazonaws.com/", "aws"},
    Sign{"alpha.eksctl.io/", "aws"},
    Sign{"k8s.io/cloud-provider-aws", "aws"},
    Sign{"karpenter.k8s.aws/", "aws"},
    Sign{"topology.ebs.csi.aws.com/", "aws"},
    Sign{"cloud.google.com/gke-", "gcp"},
    Sign{"topology.gke.io/", "gcp"},
    Sign{"kubernetes.azure.com/", "azure"},
    Sign{"topology.disk.csi.azure.com/", "azure"},
};

constexpr std::array hostSuffixes{
    Sign{".amazonaws.com", "aws"},  Sign{".amazonaws.com.cn", "aws"},     Sign{".gke.goog", "gcp"},
    Sign{".googleapis.com", "gcp"}, Sign{".azmk8s.io", "azure"},          Sign{".azmk8s.us", "azure"},
    Sign{".azmk8s.cn", "azure"},    Sign{".cloudapp.azure.com", "azure"},
};

constexpr std::array<std::string_view, 2> regionLabels{"topology.kubernetes.io/region",
                                                       "failure-domain.beta.kubernetes.io/region"};

std::string labelledRegion(const Traces& traces)
{
    for (const auto label : regionLabels) {
        if (const auto found = traces.labels.find(std::string(label)); found != traces.labels.end())
            return found->second;
    }
    return {};
}

/// The first part of `text` that is a region (or a zone) of `provider`.
std::string regionWithin(std::string_view text, char separator, std::string_view provider)
{
    while (!text.empty()) {
        const auto end = std::min(text.find(separator), text.size());
        const auto* region = findRegionOfZone(text.substr(0, end));
        if (region && region->provider == provider)
            return std::string(region->region);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

Detection byTraces(const Traces& traces, const std::string& region)
{
    for (const auto& sign : schemes) {
        if (traces.providerId.starts_with(sign.text))
            return {std::string(sign.provider), region, "providerID " + traces.providerId};
    }
    for (const auto& [label, value] : traces.labels) {
        for (const auto& sign : labelPrefixes) {
            if (label.starts_with(sign.text))
                return {std::string(sign.provider), region, "node label " + label};
        }
    }
    if (const auto* known = findRegionAnywhere(region))
        return {std::string(known->provider), region, "region " + region + " is one of its regions"};
    for (const auto& sign : hostSuffixes) {
        if (traces.host.ends_with(sign.text))
            return {std::string(sign.provider), region, "server " + traces.host};
    }
    return {{}, region, {}};
}

} // namespace

Detection detectProvider(const Traces& traces)
{
    auto found = byTraces(traces, labelledRegion(traces));
    if (found.region.empty() && !found.provider.empty()) {
        found.region = regionWithin(traces.providerId, '/', found.provider);
        if (found.region.empty())
            found.region = regionWithin(traces.host, '.', found.provider);
    }
    return found;
}

} // namespace orrery::clouds
