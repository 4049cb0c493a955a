#include "clouds/region.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace orrery::clouds;

namespace {

std::vector<std::string> namesOf(std::string_view provider)
{
    std::vector<std::string> names;
    for (const auto& region : regions()) {
        if (region.provider == provider)
            names.emplace_back(region.region);
    }
    return names;
}

void expectKnown(std::string_view provider, const std::vector<std::string>& published)
{
    for (const auto& name : published)
        EXPECT_NE(findRegion(provider, name), nullptr) << provider << " " << name;
    EXPECT_EQ(namesOf(provider).size(), published.size())
        << "a region was added: list it here from the provider's page";
}

struct Spot {
    std::string provider;
    std::string region;
    double south, north, west, east;
};

} // namespace

TEST(Regions, HoldEveryRegionThatAwsPublishes)
{
    expectKnown("aws", {"af-south-1",     "ap-east-1",      "ap-east-2",      "ap-northeast-1", "ap-northeast-2",
                        "ap-northeast-3", "ap-south-1",     "ap-south-2",     "ap-southeast-1", "ap-southeast-2",
                        "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
                        "ca-central-1",   "ca-west-1",      "eu-central-1",   "eu-central-2",   "eu-north-1",
                        "eu-south-1",     "eu-south-2",     "eu-west-1",      "eu-west-2",      "eu-west-3",
                        "il-central-1",   "me-central-1",   "me-south-1",     "me-west-1",      "mx-central-1",
                        "sa-east-1",      "sa-west-1",      "us-east-1",      "us-east-2",      "us-west-1",
                        "us-west-2",      "us-gov-east-1",  "us-gov-west-1",  "cn-north-1",     "cn-northwest-1",
                        "eusc-de-east-1"});
}

TEST(Regions, HoldEveryRegionThatGoogleCloudPublishes)
{
    expectKnown("gcp", {"africa-south1",
                        "asia-east1",
                        "asia-east2",
                        "asia-northeast1",
                        "asia-northeast2",
                        "asia-northeast3",
                        "asia-south1",
                        "asia-south2",
                        "asia-southeast1",
                        "asia-southeast2",
                        "asia-southeast3",
                        "australia-southeast1",
                        "australia-southeast2",
                        "europe-central2",
                        "europe-north1",
                        "europe-north2",
                        "europe-southwest1",
                        "europe-west1",
                        "europe-west2",
                        "europe-west3",
                        "europe-west4",
                        "europe-west6",
                        "europe-west8",
                        "europe-west9",
                        "europe-west10",
                        "europe-west12",
                        "me-central1",
                        "me-central2",
                        "me-west1",
                        "northamerica-northeast1",
                        "northamerica-northeast2",
                        "northamerica-south1",
                        "southamerica-east1",
                        "southamerica-west1",
                        "us-central1",
                        "us-east1",
                        "us-east4",
                        "us-east5",
                        "us-south1",
                        "us-west1",
                        "us-west2",
                        "us-west3",
                        "us-west4"});
}

const std::vector<std::string> azureOpen{"australiacentral",
                                         "australiaeast",
                                         "australiasoutheast",
                                         "austriaeast",
                                         "belgiumcentral",
                                         "brazilsouth",
                                         "canadacentral",
                                         "canadaeast",
                                         "centralindia",
                                         "centralus",
                                         "chilecentral",
                                         "denmarkeast",
                                         "eastasia",
                                         "eastus",
                                         "eastus2",
                                         "francecentral",
                                         "germanywestcentral",
                                         "indiasouthcentral",
                                         "indonesiacentral",
                                         "israelcentral",
                                         "italynorth",
                                         "japaneast",
                                         "japanwest",
                                         "koreacentral",
                                         "koreasouth",
                                         "malaysiawest",
                                         "mexicocentral",
                                         "newzealandnorth",
                                         "northcentralus",
                                         "northeurope",
                                         "norwayeast",
                                         "polandcentral",
                                         "qatarcentral",
                                         "southafricanorth",
                                         "southcentralus",
                                         "southeastasia",
                                         "southindia",
                                         "spaincentral",
                                         "swedencentral",
                                         "switzerlandnorth",
                                         "uaenorth",
                                         "uksouth",
                                         "ukwest",
                                         "westcentralus",
                                         "westeurope",
                                         "westindia",
                                         "westus",
                                         "westus2",
                                         "westus3"};
const std::vector<std::string> azureRestricted{"australiacentral2", "brazilsoutheast", "francesouth", "germanynorth",
                                               "jioindiacentral",   "jioindiawest",    "norwaywest",  "southafricawest",
                                               "swedensouth",       "switzerlandwest", "uaecentral"};
const std::vector<std::string> azureSovereign{"chinaeast",    "chinaeast2",  "chinaeast3",   "chinanorth",
                                              "chinanorth2",  "chinanorth3", "usdodcentral", "usdodeast",
                                              "usgovarizona", "usgovtexas",  "usgovvirginia"};
const std::vector<std::string> azureOpening{"eastus3", "finlandcentral", "malaysiasouth", "saudiarabiaeast",
                                            "taiwannorth"};

TEST(Regions, HoldEveryRegionThatAzurePublishes)
{
    auto all = azureOpen;
    for (const auto* more : {&azureRestricted, &azureSovereign, &azureOpening})
        all.insert(all.end(), more->begin(), more->end());
    expectKnown("azure", all);
}

TEST(Regions, LieOnTheGlobeAndSayEverythingAboutThemselves)
{
    ASSERT_GE(regions().size(), 160U);
    for (const auto& region : regions()) {
        SCOPED_TRACE(std::string(region.region));
        EXPECT_GT(region.latitude, -60.0);
        EXPECT_LT(region.latitude, 75.0);
        EXPECT_GE(region.longitude, -180.0);
        EXPECT_LE(region.longitude, 180.0);
        EXPECT_GT(std::abs(region.latitude) + std::abs(region.longitude), 1.0) << "a field was not read";
        for (const auto text : {region.provider, region.region, region.name, region.place, region.area, region.source})
            EXPECT_FALSE(text.empty());
        EXPECT_EQ(region.source.find(','), std::string_view::npos) << "the last column holds more than one field";
    }
}

TEST(Regions, HaveNamesThatNoTwoProvidersShare)
{
    std::set<std::string_view> names;
    for (const auto& region : regions())
        EXPECT_TRUE(names.insert(region.region).second) << region.region;
}

TEST(Regions, StandWhereTheyAreInTheWorld)
{
    const std::vector<Spot> spots{
        {"aws", "us-west-2", 42, 46.3, -124.6, -116.4}, // Oregon
        {"aws", "sa-east-1", -25, -22, -48, -45}, // São Paulo
        {"aws", "ap-southeast-6", -47.3, -34, 166, 179}, // New Zealand
        {"gcp", "us-east1", 32, 35.3, -83.4, -78.5}, // South Carolina
        {"gcp", "europe-north1", 59.8, 70.1, 20.5, 31.6}, // Finland
        {"gcp", "asia-northeast1", 35, 36.5, 139, 141}, // Tokyo
        {"azure", "westeurope", 50.7, 53.6, 3.3, 7.3}, // Netherlands
        {"azure", "southafricanorth", -35, -22, 16, 33}, // South Africa
        {"azure", "chilecentral", -35, -32, -72, -69}, // Santiago
    };
    for (const auto& spot : spots) {
        const auto* region = findRegion(spot.provider, spot.region);
        ASSERT_NE(region, nullptr) << spot.region;
        EXPECT_TRUE(region->latitude > spot.south && region->latitude < spot.north) << spot.region;
        EXPECT_TRUE(region->longitude > spot.west && region->longitude < spot.east) << spot.region;
    }
}

TEST(Regions, KeepCommasInsideQuotedFields)
{
    EXPECT_EQ(findRegion("gcp", "us-east1")->name, "Moncks Corner, South Carolina");
    EXPECT_EQ(findRegion("gcp", "europe-west2")->area, "UK, Ireland");
}

TEST(FindRegion, KnowsOnlyTheRegionsOfThatProvider)
{
    EXPECT_EQ(findRegion("gcp", "us-west-2"), nullptr);
    EXPECT_EQ(findRegion("aws", "us-west-9"), nullptr);
    EXPECT_EQ(findRegion("", "us-west-2"), nullptr);
    EXPECT_EQ(findRegion("aws", ""), nullptr);
}

TEST(FindRegion, UnderstandsDisplayNamesOfAzure)
{
    EXPECT_EQ(findRegion("azure", "West Europe"), findRegion("azure", "westeurope"));
    EXPECT_EQ(findRegionAnywhere("EastUS2")->place, "Boydton");
}

TEST(FindRegion, NeedsNoProvider)
{
    EXPECT_EQ(findRegionAnywhere("us-east-1")->provider, "aws");
    EXPECT_EQ(findRegionAnywhere("us-east1")->provider, "gcp");
    EXPECT_EQ(findRegionAnywhere("eastus")->provider, "azure");
    EXPECT_EQ(findRegionAnywhere("lyon-1"), nullptr);
}

TEST(FindRegionOfZone, CutsEachProvidersZoneSuffix)
{
    EXPECT_EQ(findRegionOfZone("us-west-2a"), findRegion("aws", "us-west-2"));
    EXPECT_EQ(findRegionOfZone("us-east1-b"), findRegion("gcp", "us-east1"));
    EXPECT_EQ(findRegionOfZone("westeurope-1"), findRegion("azure", "westeurope"));
    EXPECT_EQ(findRegionOfZone("westeurope"), findRegion("azure", "westeurope"));
    for (const std::string_view nothing : {"", "a", "-", "rack-7", "zone-b"})
        EXPECT_EQ(findRegionOfZone(nothing), nullptr) << nothing;
}
