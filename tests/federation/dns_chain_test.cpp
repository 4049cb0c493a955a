#include "federation/dns_chain.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using Lines = std::vector<std::string>;

const DnsMember c1{"r1", "z1", {"198.51.100.1"}};
const DnsMember c2{"r2", "z2", {"198.51.200.1"}};
const DnsMember c1Silent{"r1", "z1", {}};
const DnsMember c2Silent{"r2", "z2", {}};

Lines lines(const std::vector<DnsMember>& members)
{
    Lines out;
    for (const auto& record : dnsChain("s.ns.fed.svc", "example.com", members)) {
        out.push_back(record.name.substr(0, record.name.size() - std::string(".example.com").size()) + " "
                      + record.type);
        for (const auto& value : record.data)
            out.back() += " " + value;
    }
    return out;
}

TEST(DnsChain, AServiceThatAnswersNowhereHasAChainThatEndsNowhere)
{
    EXPECT_EQ(lines({c1Silent, c2Silent}),
              (Lines{"s.ns.fed.svc.r1 CNAME s.ns.fed.svc.example.com", "s.ns.fed.svc.r2 CNAME s.ns.fed.svc.example.com",
                     "s.ns.fed.svc.z1.r1 CNAME s.ns.fed.svc.r1.example.com",
                     "s.ns.fed.svc.z2.r2 CNAME s.ns.fed.svc.r2.example.com"}));
    EXPECT_EQ(lines({}), Lines{});
}

TEST(DnsChain, AHealthyClusterIsReachedFromEveryName)
{
    EXPECT_EQ(lines({c1, c2Silent}),
              (Lines{"s.ns.fed.svc A 198.51.100.1", "s.ns.fed.svc.r1 A 198.51.100.1",
                     "s.ns.fed.svc.r2 CNAME s.ns.fed.svc.example.com", "s.ns.fed.svc.z1.r1 A 198.51.100.1",
                     "s.ns.fed.svc.z2.r2 CNAME s.ns.fed.svc.r2.example.com"}));
    EXPECT_EQ(lines({c2, c1}), (Lines{"s.ns.fed.svc A 198.51.100.1 198.51.200.1", "s.ns.fed.svc.r1 A 198.51.100.1",
                                      "s.ns.fed.svc.r2 A 198.51.200.1", "s.ns.fed.svc.z1.r1 A 198.51.100.1",
                                      "s.ns.fed.svc.z2.r2 A 198.51.200.1"}));
}

TEST(DnsChain, NeighboursInARegionStandInForEachOther)
{
    EXPECT_EQ(lines({c1, {"r1", "z9", {}}}),
              (Lines{"s.ns.fed.svc A 198.51.100.1", "s.ns.fed.svc.r1 A 198.51.100.1",
                     "s.ns.fed.svc.z1.r1 A 198.51.100.1", "s.ns.fed.svc.z9.r1 CNAME s.ns.fed.svc.r1.example.com"}));
}

TEST(DnsChain, ZonesOfTheSameNameInTwoRegionsAreTwo)
{
    EXPECT_EQ(lines({c1, {"r2", "z1", {}}}),
              (Lines{"s.ns.fed.svc A 198.51.100.1", "s.ns.fed.svc.r1 A 198.51.100.1",
                     "s.ns.fed.svc.r2 CNAME s.ns.fed.svc.example.com", "s.ns.fed.svc.z1.r1 A 198.51.100.1",
                     "s.ns.fed.svc.z1.r2 CNAME s.ns.fed.svc.r2.example.com"}));
}

TEST(DnsChain, SixAndFourAreTwoRecordSetsAndAMissingPlaceLeavesOutItsLevels)
{
    EXPECT_EQ(lines({{"", "z1", {"2001:db8::1", "198.51.100.1"}}}),
              (Lines{"s.ns.fed.svc A 198.51.100.1", "s.ns.fed.svc AAAA 2001:db8::1"}));
    EXPECT_EQ(lines({{"r1", "", {}}}), (Lines{"s.ns.fed.svc.r1 CNAME s.ns.fed.svc.example.com"}));
}

TEST(DnsChain, HostnamesBecomeTheAddressesBehindThem)
{
    std::set<std::string> unresolved;
    EXPECT_EQ(addressesOf({"lb.example.com", "198.51.100.1", "nobody.example.com", "1.2.3", "300.1.1.1"},
                          {{"lb.example.com", {"203.0.113.7", "198.51.100.1"}}}, unresolved),
              (Lines{"198.51.100.1", "203.0.113.7"}));
    EXPECT_EQ(unresolved, (std::set<std::string>{"1.2.3", "300.1.1.1", "nobody.example.com"}));
}

} // namespace
} // namespace orrery::federation
