#include "federation/dns_chain.h"

#include <algorithm>
#include <charconv>

namespace orrery::federation {

namespace {

bool isV6(const std::string& address)
{
    return address.find(':') != std::string::npos; // no hostname has one
}

bool isV4(const std::string& address)
{
    const char* at = address.data();
    const char* const end = at + address.size();
    for (int part = 0; part < 4; ++part) {
        if (part > 0 && (at == end || *at++ != '.'))
            return false;
        unsigned value = 0;
        const auto read = std::from_chars(at, end, value);
        if (read.ec != std::errc{} || value > 255)
            return false;
        at = read.ptr;
    }
    return at == end;
}

/// The levels by name: what each has, and where it points when it has nothing.
class Chain {
public:
    void add(const std::string& name, const std::string& parent, const std::vector<std::string>& addresses)
    {
        auto& level = m_levels[name];
        level.parent = parent;
        for (const auto& address : addresses)
            (isV6(address) ? level.v6 : level.v4).insert(address);
    }
    [[nodiscard]] std::vector<DnsRecord> records() const
    {
        std::vector<DnsRecord> out;
        for (const auto& [name, level] : m_levels) {
            if (!level.v4.empty())
                out.push_back({name, "A", {level.v4.begin(), level.v4.end()}});
            if (!level.v6.empty())
                out.push_back({name, "AAAA", {level.v6.begin(), level.v6.end()}});
            if (level.v4.empty() && level.v6.empty() && !level.parent.empty())
                out.push_back({name, "CNAME", {level.parent}});
        }
        return out;
    }

private:
    struct Level {
        std::string parent{};
        std::set<std::string> v4{};
        std::set<std::string> v6{};
    };
    std::map<std::string, Level> m_levels{};
};

} // namespace

std::vector<DnsRecord> dnsChain(const std::string& base, const std::string& suffix,
                                const std::vector<DnsMember>& members)
{
    Chain chain;
    const auto global = base + "." + suffix;
    for (const auto& member : members) {
        chain.add(global, "", member.addresses);
        if (member.region.empty())
            continue;
        const auto region = base + "." + member.region + "." + suffix;
        chain.add(region, global, member.addresses);
        if (!member.zone.empty())
            chain.add(base + "." + member.zone + "." + member.region + "." + suffix, region, member.addresses);
    }
    return chain.records();
}

std::vector<std::string> addressesOf(const std::vector<std::string>& ingress,
                                     const std::map<std::string, std::vector<std::string>>& resolver,
                                     std::set<std::string>& unresolved)
{
    std::set<std::string> out;
    for (const auto& entry : ingress) {
        if (isV4(entry) || isV6(entry))
            out.insert(entry);
        else if (const auto known = resolver.find(entry); known != resolver.end())
            out.insert(known->second.begin(), known->second.end());
        else
            unresolved.insert(entry);
    }
    return {out.begin(), out.end()};
}

} // namespace orrery::federation
