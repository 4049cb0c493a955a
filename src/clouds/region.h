#pragma once

#include <span>
#include <string_view>

namespace orrery::clouds {

/// A region of a cloud provider and where on Earth it is. The texts live as long as the program.
struct Region {
    std::string_view provider{}; ///< "aws", "gcp", "azure"
    std::string_view region{}; ///< as in the API and in `topology.kubernetes.io/region`: "us-west-2"
    std::string_view name{}; ///< the provider's display name: "US West (Oregon)"
    std::string_view place{}; ///< city, or state where only that is known: "Oregon"
    std::string_view area{}; ///< what neighbouring regions are called together: "US West"
    double latitude = 0; ///< degrees, north positive
    double longitude = 0; ///< degrees, east positive
    std::string_view source{}; ///< where the row was checked
};

/// Every region of every provider, by provider and region (resources/clouds/regions.csv). Any thread.
[[nodiscard]] std::span<const Region> regions();

/// The region of one provider; null when the gazetteer does not know it. Upper case and the display names of Azure
/// ("West Europe") are understood. Any thread.
[[nodiscard]] const Region* findRegion(std::string_view provider, std::string_view region);

/// The same when the provider is not known; no name is used by two providers. Any thread.
[[nodiscard]] const Region* findRegionAnywhere(std::string_view region);

/// The region that a zone belongs to: us-west-2a (AWS), us-east1-b (Google Cloud), westeurope-1 (Azure). A region's own
/// name answers that region. Null when nothing fits. Any thread.
[[nodiscard]] const Region* findRegionOfZone(std::string_view zone);

} // namespace orrery::clouds
