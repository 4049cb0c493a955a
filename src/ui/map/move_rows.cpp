#include "ui/map/move_rows.h"

#include "ui/support/words.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace orrery::ui {

namespace {

using api::Json;

constexpr int mostRows = 100;

/// What a cluster has of an object, by its name.
using Shares = std::map<std::string, Json>;

Shares sharesOf(const Json& clusters)
{
    Shares shares;
    for (const auto& cluster : clusters)
        shares.emplace(api::text(cluster, "/name"), cluster);
    return shares;
}

/// One object's clusters before and after.
struct Move {
    explicit Move(const Json& move)
        : before(sharesOf(api::at(move, "/before"))), after(sharesOf(api::at(move, "/after")))
    {
        counted = std::ranges::all_of(before, [](const auto& share) { return share.second.contains("replicas"); });
        for (const auto* shares : {&before, &after}) {
            for (const auto& share : *shares)
                names.insert(share.first);
        }
    }

    [[nodiscard]] std::int64_t weight(const Shares& shares, const std::string& cluster) const
    {
        const auto found = shares.find(cluster);
        if (found == shares.end())
            return 0;
        return counted ? api::number(found->second, "/replicas", 1) : 1;
    }
    [[nodiscard]] std::int64_t gain(const std::string& cluster) const
    {
        return weight(after, cluster) - weight(before, cluster);
    }
    [[nodiscard]] QString text(const Shares& shares, const std::string& cluster) const
    {
        const auto found = shares.find(cluster);
        if (found == shares.end())
            return {};
        return counted && found->second.contains("replicas") ? QString::number(api::number(found->second, "/replicas"))
                                                             : MoveRows::tr("yes");
    }

    Shares before;
    Shares after;
    std::set<std::string> names{};
    /// A decision that fails keeps what stands, and that is told with numbers also for what is not divided.
    bool counted = false;
};

QString unfitText(const Json& move)
{
    QStringList unfit;
    if (const auto message = api::text(move, "/error/message"); !message.empty())
        unfit << words(message);
    for (const auto& [cluster, count] : api::at(move, "/overflow").items())
        unfit << MoveRows::tr("%1 too many for %2").arg(words(api::dump(count)), words(cluster));
    return unfit.join(QStringLiteral("; "));
}

QVariantMap rowOf(const Json& move, const Move& shares)
{
    QVariantList cells;
    for (const auto& name : shares.names)
        cells << QVariantMap{{QStringLiteral("cluster"), words(name)},
                             {QStringLiteral("before"), shares.text(shares.before, name)},
                             {QStringLiteral("after"), shares.text(shares.after, name)},
                             {QStringLiteral("loses"), shares.gain(name) < 0},
                             {QStringLiteral("gains"), shares.gain(name) > 0}};
    const auto later = api::number(move, "/second");
    return {{QStringLiteral("object"), MoveRows::object(api::at(move, "/object"))},
            {QStringLiteral("second"), later > 0 ? MoveRows::tr("%1 s later").arg(later) : QString()},
            {QStringLiteral("cells"), cells},
            {QStringLiteral("unfit"), unfitText(move)}};
}

} // namespace

QString MoveRows::object(const Json& object)
{
    const auto ns = api::text(object, "/namespace");
    return words(api::text(object, "/kind") + ' ' + (ns.empty() ? "" : ns + '/') + api::text(object, "/name"));
}

MoveRows::Moves MoveRows::of(const Json& moves)
{
    Moves out;
    std::set<std::pair<std::string, std::string>> arcs;
    for (const auto& move : moves) {
        const Move shares(move);
        if (out.count++ < mostRows)
            out.rows << rowOf(move, shares);
        std::vector<std::string> sources;
        std::vector<std::string> targets;
        for (const auto& name : shares.names) {
            if (const auto gain = shares.gain(name); gain != 0)
                (gain < 0 ? sources : targets).push_back(name);
        }
        if (sources.empty())
            sources.emplace_back();
        for (const auto& from : sources) {
            for (const auto& to : targets)
                arcs.emplace(from, to);
        }
    }
    for (const auto& [from, to] : arcs)
        out.ghosts << QVariantMap{{QStringLiteral("from"), words(from)}, {QStringLiteral("to"), words(to)}};
    return out;
}

} // namespace orrery::ui
