#include "clouds/detection.h"

#include <gtest/gtest.h>

#include <vector>

using namespace orrery::clouds;

namespace {

struct Case {
    Traces traces;
    std::string provider;
    std::string region;
    std::string reason; ///< a part of it
};

} // namespace

TEST(DetectProvider, ReadsWhatTheClusterShows)
{
    const std::vector<Case> cases{
        {{"aws:///us-west-2a/i-0abc", {}, {}}, "aws", "us-west-2", "providerID"},
        {{"gce://project/us-east1-b/gke-node", {}, {}}, "gcp", "us-east1", "providerID"},
        {{"azure:///subscriptions/1/resourceGroups/rg/providers/x",
          {{"topology.kubernetes.io/region", "westeurope"}},
          {}},
         "azure",
         "westeurope",
         "providerID"},
        {{{}, {{"eks.amazonaws.com/nodegroup", "a"}}, {}}, "aws", "", "eks.amazonaws.com/nodegroup"},
        {{{}, {{"cloud.google.com/gke-nodepool", "a"}, {"topology.kubernetes.io/region", "europe-west4"}}, {}},
         "gcp",
         "europe-west4",
         "cloud.google.com/gke-nodepool"},
        {{{}, {{"kubernetes.azure.com/cluster", "a"}}, {}}, "azure", "", "kubernetes.azure.com/cluster"},
        {{{}, {{"failure-domain.beta.kubernetes.io/region", "eu-north-1"}}, {}},
         "aws",
         "eu-north-1",
         "region eu-north-1"},
        {{{}, {}, "ABCD.gr7.us-west-2.eks.amazonaws.com"}, "aws", "us-west-2", "server ABCD"},
        {{{}, {}, "web-dns-1f2.hcp.westeurope.azmk8s.io"}, "azure", "westeurope", "server web"},
        {{{}, {}, "gke-0a1b-12345.us-central1.gke.goog"}, "gcp", "us-central1", "server gke"},
        {{"kind://docker/kind/node", {{"topology.kubernetes.io/region", "lyon-1"}}, "10.0.0.7"}, "", "lyon-1", ""},
        {{}, "", "", ""},
    };
    for (const auto& item : cases) {
        SCOPED_TRACE(item.traces.providerId + item.traces.host);
        const auto found = detectProvider(item.traces);
        EXPECT_EQ(found.provider, item.provider);
        EXPECT_EQ(found.region, item.region);
        EXPECT_NE(found.reason.find(item.reason), std::string::npos) << found.reason;
        EXPECT_EQ(found.provider.empty(), found.reason.empty());
    }
}

TEST(DetectProvider, TrustsTheNodeMoreThanTheServersName)
{
    const auto found = detectProvider({"gce://p/us-east1-b/n", {}, "proxy.eu-west-1.elb.amazonaws.com"});
    EXPECT_EQ(found.provider, "gcp");
    EXPECT_EQ(found.region, "us-east1");
}

TEST(DetectProvider, IsNotFooledByLookAlikeHosts)
{
    EXPECT_EQ(detectProvider({{}, {}, "amazonaws.com.example.org"}).provider, "");
    EXPECT_EQ(detectProvider({{}, {}, "notamazonaws.com"}).provider, "");
}
